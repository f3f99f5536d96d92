import { deepEqual } from 'node:assert/strict';
import type { Json } from '@scimwright/core';
import { PATCH_OP } from '@scimwright/core/messages';
import { ENTERPRISE_USER, GROUP, USER } from '@scimwright/core/schema';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at, type Answer } from '../tenant/answer.ts';
import type { TenantClient } from '../tenant/open-tenant-client.ts';

const RICH = {
  title: 'Dr',
  name: { givenName: 'Ada', familyName: 'Byron' },
  emails: [{ type: 'work', value: 'ada@contoso.example' }],
  [ENTERPRISE_USER]: { department: 'Ops', costCenter: '1' },
};

const keys = (value: Json | undefined): readonly string[] => Object.keys(value as object).toSorted();

/** Each operation that returns a resource, with a query. */
async function everyAnswer(tenant: TenantClient, query: string): Promise<readonly Json[]> {
  const userName = tenant.unique();
  const body = tenant.userBody({ userName, ...RICH });
  const posted = accepted(await tenant.post(`/Users?${query}`, body), 201);
  const path = `/Users/${String(at(posted.body, 'id'))}`;
  const patch = { schemas: [PATCH_OP], Operations: [{ op: 'add', path: 'nickName', value: 'Ada' }] };
  const filter = encodeURIComponent(`userName eq "${userName}"`);
  const answers: readonly Answer[] = [
    posted,
    accepted(await tenant.get(`${path}?${query}`), 200),
    accepted(await tenant.put(`${path}?${query}`, body), 200),
    accepted(await tenant.ask({ method: 'PATCH', path: `${path}?${query}`, body: patch }), 200),
  ];
  const list = accepted(await tenant.get(`/Users?filter=${filter}&${query}`), 200, { totalResults: 1 });
  return [...answers.map(({ body }) => body ?? null), at(list.body, 'Resources', 0) ?? null];
}

/** Area L: projections. */
export const projection: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.9-01', '7644-3.9-02', '7643-7-09', 'AMB-04'],
    title: 'attributes shows schemas, id and the attributes that it names, in the answer to every operation',
    async run(tenant) {
      for (const shown of await everyAnswer(tenant, 'attributes=userName'))
        deepEqual(keys(shown), ['id', 'schemas', 'userName']);
      for (const shown of await everyAnswer(tenant, 'attributes=meta,title'))
        deepEqual(keys(shown), ['id', 'meta', 'schemas', 'title']);
    },
  },
  {
    covers: ['7644-3.9-01', '7644-3.9-03', '7643-7-09', 'AMB-04'],
    title:
      'excludedAttributes hides the attributes that it names, except id and schemas, in the answer to every operation',
    async run(tenant) {
      const [userName, all] = [
        'userName',
        await everyAnswer(tenant, 'excludedAttributes=id,schemas,emails,meta'),
      ];
      for (const shown of all) {
        deepEqual(
          keys(shown).filter((name) => name !== 'nickName'),
          ['id', 'name', 'schemas', 'title', ENTERPRISE_USER, userName].toSorted(),
        );
      }
    },
  },
  {
    covers: ['7644-3.9-04', 'AMB-11'],
    title: 'sub-attributes and extensions can be named, in any letter case and with their URNs',
    async run(tenant) {
      const { path } = await tenant.user(RICH);
      const show = async (query: string): Promise<Answer> =>
        accepted(await tenant.get(`${path}?${query}`), 200);
      const some = await show(`attributes=NAME.givenname,${ENTERPRISE_USER.toUpperCase()}:department`);
      deepEqual(keys(some.body), ['id', 'name', 'schemas', ENTERPRISE_USER]);
      deepEqual(at(some.body, 'name'), { givenName: 'Ada' });
      deepEqual(at(some.body, ENTERPRISE_USER), { department: 'Ops' });
      const core = await show(`attributes=${USER}:userName,%20title`);
      deepEqual(keys(core.body), ['id', 'schemas', 'title', 'userName']);
      const whole = await show(`attributes=${ENTERPRISE_USER}`);
      deepEqual(at(whole.body, ENTERPRISE_USER), RICH[ENTERPRISE_USER]);
      const less = await show(`excludedAttributes=emails.type,${ENTERPRISE_USER}`);
      deepEqual(at(less.body, 'emails'), [{ value: 'ada@contoso.example' }]);
      deepEqual(at(less.body, ENTERPRISE_USER), undefined);
    },
  },
  {
    covers: ['7644-3.9-05', 'AMB-16'],
    title: 'both parameters at once are refused, and unknown names are ignored',
    async run(tenant) {
      const { path } = await tenant.user(RICH);
      for (const where of [path, '/Users'])
        refused(
          await tenant.get(`${where}?attributes=userName&excludedAttributes=title`),
          400,
          'invalidValue',
          /attributes/,
        );
      const { body } = accepted(await tenant.get(`${path}?attributes=userName,foo,a.b.c,`), 200);
      deepEqual(keys(body), ['id', 'schemas', 'userName']);
      accepted(await tenant.get(`${path}?excludedAttributes=foo`), 200, RICH);
    },
  },
  {
    covers: ['7643-7-07', '7643-4.1.1-01'],
    title: 'a password is in no answer, even when the client names it',
    async run(tenant) {
      const password = tenant.unique('pass');
      const userName = tenant.unique();
      const { path, answer } = await tenant.user({ userName, password });
      const body = tenant.userBody({ userName, password });
      const answers = [
        answer,
        await tenant.put(path, body),
        await tenant.patch(path, { op: 'add', path: 'password', value: password }),
        await tenant.patch(path, { op: 'add', value: { password } }),
        await tenant.get(`${path}?attributes=password`),
        await tenant.find('/Users', `userName eq "${userName}"`, '&attributes=password,userName'),
        await tenant.find('/Users', `password eq "${password}"`),
        await tenant.post('/Users', { ...body, active: 'x' }),
      ];
      for (const { text } of answers) deepEqual(text.includes(password), false, text);
      accepted(await tenant.get(`${path}?attributes=password`), 200, { password: undefined });
    },
  },
  {
    covers: ['7644-3.9-01'],
    title: "a projection shows or hides a group's members too, also in a list",
    async run(tenant) {
      const { id } = await tenant.user();
      const displayName = tenant.unique();
      const { path } = await tenant.group({ displayName, members: [{ value: id }] });
      const filter = `displayName eq "${displayName}"`;
      accepted(await tenant.get(`${path}?excludedAttributes=members`), 200, {
        displayName,
        members: undefined,
      });
      accepted(await tenant.get(`${path}?attributes=members`), 200, {
        schemas: [GROUP],
        displayName: undefined,
        members: [{ value: id }],
      });
      accepted(await tenant.find('/Groups', filter, '&excludedAttributes=members'), 200, {
        Resources: [{ displayName, members: undefined }],
      });
      accepted(await tenant.find('/Groups', filter), 200, { Resources: [{ members: [{ value: id }] }] });
    },
  },
];
