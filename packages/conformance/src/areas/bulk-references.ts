import { deepEqual, equal } from 'node:assert/strict';
import type { Json, JsonObject } from '@scimwright/core';
import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { accepted } from '../check/accepted.ts';
import { at } from '../tenant/answer.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { bulk, idOf, members, membersOf, patch, pathOf, post, replace } from './bulk-request.ts';

/** Area Q: operations that refer to each other by bulkId. */
export const bulkReferences: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.7-07'],
    title:
      'bulkId stands for an id in members, managers, values and paths of a PATCH, and in a path, before and after its POST',
    async run(tenant) {
      const kept = await tenant.group();
      const manager = { [ENTERPRISE_USER]: { manager: { value: 'bulkId:boss' } } };
      const results = await bulk(
        tenant,
        ['201', '201', '204', '201', '204', '200'],
        [
          post('/Groups', 'team', tenant.groupBody(members('bulkId:ada', 'bulkId:boss'))),
          post('/Users', 'ada', tenant.userBody(manager)),
          patch(kept.path, {
            op: 'add',
            path: 'members',
            value: [...(members('bulkId:ada', 'bulkId:boss').members as readonly Json[])],
          }),
          post('/Users', 'boss', tenant.userBody()),
          patch(kept.path, { op: 'remove', path: 'members[value eq "bulkId:boss"]' }),
          patch('/Users/bulkId:ada', replace('title', 'Dr')),
        ],
      );
      const [ada, boss] = [idOf(tenant, results[1]), idOf(tenant, results[3])];
      deepEqual(await membersOf(tenant, pathOf(tenant, results[0])), [ada, boss].toSorted());
      deepEqual(await membersOf(tenant, kept.path), [ada]);
      accepted(await tenant.get(`/Users/${ada}`), 200, {
        title: 'Dr',
        [ENTERPRISE_USER]: { manager: { value: boss } },
      });
      equal(pathOf(tenant, results[5]), `/Users/${ada}`);
    },
  },
  {
    covers: ['7644-3.7-08'],
    title:
      'an operation that refers to an unknown bulkId, or to a POST that failed, fails alone and stores nothing',
    async run(tenant) {
      const { answer } = await tenant.user();
      const userName = at(answer.body, 'userName') ?? '';
      const [lost, orphan] = [
        tenant.groupBody(members('bulkId:none')),
        tenant.groupBody(members('bulkId:taken')),
      ];
      await bulk(
        tenant,
        ['400', '409', '409', '201', '400'],
        [
          post('/Groups', 'lost', lost),
          post('/Groups', 'orphan', orphan),
          post('/Users', 'taken', tenant.userBody({ userName })),
          post('/Users', 'new', tenant.userBody()),
          { method: 'DELETE', path: '/Users/bulkId:none' },
        ],
      );
      for (const { displayName } of [lost, orphan])
        accepted(await tenant.find('/Groups', `displayName eq "${String(displayName)}"`), 200, {
          totalResults: 0,
        });
    },
  },
  {
    covers: ['7644-3.7.1-01', 'AMB-50'],
    title: 'resources that refer to each other in a circle are all created, or none of them',
    async run(tenant) {
      const results = await bulk(
        tenant,
        ['201', '201', '201'],
        [
          post('/Groups', 'a', tenant.groupBody(members('bulkId:b'))),
          post('/Groups', 'b', tenant.groupBody(members('bulkId:c', 'bulkId:b'))),
          post('/Groups', 'c', tenant.groupBody(members('bulkId:a'))),
        ],
      );
      const paths = results.map((result) => pathOf(tenant, result));
      const [a, b, c] = results.map((result) => idOf(tenant, result));
      deepEqual(await Promise.all(paths.map((path) => membersOf(tenant, path))), [
        [b],
        [b, c].toSorted(),
        [a],
      ]);
      const boss = (bulkId: string): JsonObject => ({
        [ENTERPRISE_USER]: { manager: { value: `bulkId:${bulkId}` } },
      });
      await bulk(
        tenant,
        ['201', '201'],
        [post('/Users', 'x', tenant.userBody(boss('y'))), post('/Users', 'y', tenant.userBody(boss('x')))],
      );
      const { answer } = await tenant.group();
      const displayName = at(answer.body, 'displayName') ?? '';
      const whole = tenant.groupBody(members('bulkId:b'));
      await bulk(
        tenant,
        ['409', '409'],
        [
          post('/Groups', 'a', whole),
          post('/Groups', 'b', tenant.groupBody({ displayName, ...members('bulkId:a') })),
        ],
      );
      accepted(await tenant.find('/Groups', `displayName eq "${String(whole['displayName'])}"`), 200, {
        totalResults: 0,
      });
    },
  },
];
