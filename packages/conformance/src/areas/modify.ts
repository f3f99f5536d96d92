import { deepEqual, equal, ok } from 'node:assert/strict';
import { PATCH_OP } from '@scimwright/core/messages';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import { unchanged } from '../check/unchanged.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at } from '../tenant/answer.ts';

const WORK = { type: 'work', value: 'w@x.example', primary: true };
const HOME = { type: 'home', value: 'h@x.example' };

/** Area O: rules for every operation. */
export const modify: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.5.2-01', '7644-3.5.2-14', 'AMB-45', 'AMB-05'],
    title: 'PATCH answers a user with 200 and a group with 204, a projection always with 200',
    async run(tenant) {
      const user = await tenant.user();
      const whole = accepted(await tenant.patch(user.path, { op: 'add', path: 'title', value: 'Dr' }), 200, {
        id: user.id,
        title: 'Dr',
      });
      equal(whole.headers.get('ETag'), at(whole.body, 'meta', 'version'));
      const group = await tenant.group();
      const add = { op: 'add', path: 'members', value: [{ value: user.id }] };
      const silent = accepted(await tenant.patch(group.path, add), 204);
      ok(silent.headers.get('ETag'));
      equal(silent.headers.get('Location'), `${tenant.target.tenantUrl}${group.path}`);
      equal((await tenant.get(group.path)).headers.get('ETag'), silent.headers.get('ETag'));
      for (const [path, name] of [
        [user.path, 'userName'],
        [group.path, 'displayName'],
      ] as const) {
        const body = { schemas: [PATCH_OP], Operations: [{ op: 'add', path: 'externalId', value: 'e' }] };
        const shown = accepted(
          await tenant.ask({ method: 'PATCH', path: `${path}?attributes=${name}`, body }),
          200,
        );
        deepEqual(Object.keys(shown.body as object).toSorted(), ['id', 'schemas', name].toSorted());
        ok(shown.headers.get('ETag'));
      }
    },
  },
  {
    covers: ['7644-3.5.2-02', 'AMB-22'],
    title: 'Operations is read in any letter case, and refused when it is missing or not an array',
    async run(tenant) {
      const { path, answer } = await tenant.user();
      const schemas = [PATCH_OP];
      for (const body of [
        { schemas },
        { schemas, Operations: {} },
        { schemas, Operations: 'x' },
        { schemas, Operations: [5] },
        [],
      ])
        refused(await tenant.ask({ method: 'PATCH', path, body }), 400, 'invalidSyntax');
      unchanged(await tenant.get(path), answer);
      const shouted = { SCHEMAS: schemas, OPERATIONS: [{ OP: 'add', PATH: 'title', VALUE: 'Dr' }] };
      accepted(await tenant.ask({ method: 'PATCH', path, body: shouted }), 200, { title: 'Dr' });
    },
  },
  {
    covers: ['7644-3.5.2-02', 'AMB-22'],
    title: 'a PATCH without operations, which Entra sends, changes nothing',
    async run(tenant) {
      const { path, answer } = await tenant.user();
      accepted(await tenant.patch(path), 200);
      unchanged(await tenant.get(path), answer);
    },
  },
  {
    covers: ['7644-3.5.2-03', 'AMB-01'],
    title: 'an operation is add, remove or replace in any letter case, and nothing else',
    async run(tenant) {
      const { path } = await tenant.user();
      for (const op of ['add', 'Add', 'ADD', 'replace', 'Replace'])
        accepted(await tenant.patch(path, { op, path: 'title', value: op }), 200, { title: op });
      accepted(await tenant.patch(path, { op: 'Remove', path: 'title' }), 200, { title: undefined });
      for (const operation of [{ op: 'move' }, {}, { op: null }, { op: '' }, { op: 5 }])
        refused(await tenant.patch(path, { ...operation, path: 'title', value: 'x' }), 400, 'invalidSyntax');
    },
  },
  {
    covers: ['7644-3.5.2-04'],
    title: 'each operation works on the result of the one before',
    async run(tenant) {
      const { path } = await tenant.user();
      const [add, replace] = [
        { op: 'add', path: 'title', value: 'a' },
        { op: 'replace', path: 'title', value: 'b' },
      ];
      accepted(await tenant.patch(path, add, replace), 200, { title: 'b' });
      accepted(await tenant.patch(path, replace, add), 200, { title: 'a' });
      accepted(await tenant.patch(path, add, replace, { op: 'remove', path: 'title' }), 200, {
        title: undefined,
      });
      const work = { op: 'replace', path: 'emails[type eq "work"].value', value: 'n@x.example' };
      accepted(await tenant.patch(path, { op: 'add', path: 'emails', value: [WORK] }, work), 200, {
        emails: [{ value: 'n@x.example' }],
      });
    },
  },
  {
    covers: ['7644-3.5.2-05'],
    title: 'a refused PATCH changes nothing, no matter which operation failed',
    async run(tenant) {
      const user = await tenant.user({ title: 'Dr', emails: [WORK] });
      const group = await tenant.group({ members: [{ value: user.id }] });
      const [before, own] = [await tenant.get(group.path), await tenant.get(user.path)];
      const bad = { op: 'replace', path: 'foo', value: 'x' };
      refused(
        await tenant.patch(user.path, { op: 'remove', path: 'title' }, { op: 'remove', path: 'emails' }, bad),
        400,
        'invalidPath',
      );
      unchanged(await tenant.get(user.path), own);
      refused(await tenant.patch(group.path, { op: 'remove', path: 'members' }, bad), 400, 'invalidPath');
      unchanged(await tenant.get(group.path), before);
    },
  },
  {
    covers: ['7644-3.5.2-13'],
    title: 'a new primary value replaces the old one as primary',
    async run(tenant) {
      const added = await tenant.user({ emails: [WORK] });
      accepted(
        await tenant.patch(added.path, { op: 'add', path: 'emails', value: [{ ...HOME, primary: true }] }),
        200,
        {
          emails: [
            { ...WORK, primary: false },
            { ...HOME, primary: true },
          ],
        },
      );
      const marked = await tenant.user({ emails: [WORK, HOME] });
      const mark = { op: 'replace', path: 'emails[type eq "home"].primary', value: true };
      accepted(await tenant.patch(marked.path, mark), 200, {
        emails: [
          { ...WORK, primary: false },
          { ...HOME, primary: true },
        ],
      });
    },
  },
  {
    covers: ['7644-3.5.2-15', 'AMB-25'],
    title: 'an unknown user is a 404, a taken name a 409, and a required attribute cannot be removed',
    async run(tenant) {
      const taken = tenant.unique('taken');
      await tenant.user({ userName: taken });
      const { path, answer } = await tenant.user();
      refused(await tenant.patch('/Users/nobody', { op: 'add', path: 'title', value: 'x' }), 404);
      refused(
        await tenant.patch('/Groups/nobody', { op: 'add', path: 'members', value: [{ value: 'x' }] }),
        404,
      );
      const rename = { op: 'replace', path: 'userName', value: taken.toUpperCase() };
      refused(await tenant.patch(path, rename), 409, 'uniqueness', /userName/);
      refused(await tenant.patch(path, { ...rename, value: '' }), 400, 'invalidValue', /userName/);
      unchanged(await tenant.get(path), answer);
    },
  },
];
