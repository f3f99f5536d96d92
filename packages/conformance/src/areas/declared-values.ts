import { deepEqual, equal } from 'node:assert/strict';
import type { Json, JsonObject } from '@scimwright/core';
import { USER } from '@scimwright/core/schema';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import { unchanged } from '../check/unchanged.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { declaredExtension } from '../declared-schemas.ts';
import { at, type Answer } from '../tenant/answer.ts';
import { listed } from '../tenant/discovered.ts';
import type { CreatedResource, TenantClient } from '../tenant/open-tenant-client.ts';

const EXTENSION = declaredExtension.id;
const NUMBERS: readonly (readonly [attributes: JsonObject, text: string])[] = [
  [{ grade: 7, rate: 31.5 }, '"grade":7,"rate":31.5'],
  [{ grade: 0, rate: 0 }, '"grade":0,"rate":0'],
  [{ grade: -40, rate: -0.25 }, '"grade":-40,"rate":-0.25'],
  [{ grade: 9007199254740991, rate: 1000000 }, '"grade":9007199254740991,"rate":1000000'],
];
const NO_NUMBERS: readonly JsonObject[] = [
  { grade: ' 7' },
  { grade: '7.0' },
  { grade: 'seven' },
  { grade: 7.5 },
  { grade: true },
  { grade: [7] },
  { grade: 1e300 },
  { rate: '0x7' },
  { rate: '1e999' },
  { rate: '31,5' },
  { rate: {} },
];
const TIMES = [
  '2019-04-01T08:00:00+02:00',
  '2019-04-01T06:00:00Z',
  '2019-04-01T06:00:00.125Z',
  '2019-04-01T06:00:00',
];
const NO_TIMES: readonly Json[] = [
  '2019-04-01',
  '06:00:00Z',
  '2019-02-30T06:00:00Z',
  'in April',
  1554098400,
  true,
];

/** A user's body with the required attributes of the extension, and others of it. */
const bodyOf = (tenant: TenantClient, own: JsonObject = {}, more: JsonObject = {}): JsonObject =>
  tenant.userBody({
    schemas: [USER, EXTENSION],
    ...more,
    [EXTENSION]: { badge: tenant.unique('badge'), ...own },
  });

const personOf = async (
  tenant: TenantClient,
  own?: JsonObject,
  more?: JsonObject,
): Promise<CreatedResource> => tenant.user(bodyOf(tenant, own, more));

const pathOf = (name: string): string => `${EXTENSION}:${name}`;

async function found(tenant: TenantClient, externalId: string, filter: string): Promise<readonly Json[]> {
  const answer = accepted(
    await tenant.find('/Users', `externalId eq "${externalId}" and (${filter})`, '&sortBy=userName'),
    200,
  );
  return (at(answer.body, 'Resources') as readonly Json[]).map((one) => at(one, 'userName') ?? null);
}

const ownOf = (answer: Answer): Json | undefined => at(answer.body, EXTENSION);

/** Areas D, F, G, L, M and N, for attributes that a vendor declares. */
export const declaredValues: readonly ConformanceCase[] = [
  {
    covers: ['7643-2.3-01', '7643-2.3-05'],
    needs: 'declared',
    title: 'numbers are JSON numbers, with or without a fraction; texts that are not numbers are refused',
    async run(tenant) {
      const { path } = await personOf(tenant);
      for (const [own, text] of NUMBERS) {
        const { answer } = await personOf(tenant, own);
        accepted(answer, 201, { [EXTENSION]: own });
        equal(answer.text.includes(text), true, answer.text);
        accepted(await tenant.patch(path, { op: 'replace', value: { [EXTENSION]: own } }), 200, {
          [EXTENSION]: own,
        });
      }
      for (const own of NO_NUMBERS) {
        const [name = ''] = Object.keys(own);
        refused(await tenant.post('/Users', bodyOf(tenant, own)), 400, 'invalidValue', new RegExp(name));
        const operation = { op: 'add', path: pathOf(name), value: own[name] ?? null };
        refused(await tenant.patch(path, operation), 400, 'invalidValue', new RegExp(name));
      }
    },
  },
  {
    covers: ['7643-2.3-01'],
    needs: 'declared',
    title: 'a number that Entra sends as text is stored as the number',
    async run(tenant) {
      const { path } = await personOf(tenant);
      for (const [name, text, number] of [
        ['grade', '7', 7],
        ['grade', '-3', -3],
        ['rate', '31.5', 31.5],
      ] as const) {
        const operation = { op: 'Replace', path: pathOf(name), value: text };
        accepted(await tenant.patch(path, operation), 200, { [EXTENSION]: { [name]: number } });
      }
    },
  },
  {
    covers: ['7643-2.3-02'],
    needs: 'declared',
    title: 'a dateTime from a client has a date and a time, and is returned as it was written',
    async run(tenant) {
      const { path } = await personOf(tenant);
      for (const hired of TIMES) {
        accepted((await personOf(tenant, { hired })).answer, 201, { [EXTENSION]: { hired } });
        accepted(await tenant.patch(path, { op: 'replace', path: pathOf('hired'), value: hired }), 200, {
          [EXTENSION]: { hired },
        });
      }
      for (const hired of NO_TIMES) {
        refused(await tenant.post('/Users', bodyOf(tenant, { hired })), 400, 'invalidValue', /hired/);
        const operation = { op: 'replace', path: pathOf('hired'), value: hired };
        refused(await tenant.patch(path, operation), 400, 'invalidValue', /hired/);
      }
    },
  },
  {
    covers: ['7643-2.3-03', '7643-7-05', '7643-2.4-02'],
    needs: 'declared',
    title: 'a declared binary is base64, and a declared list has at most one primary value',
    async run(tenant) {
      accepted((await personOf(tenant, { photoKey: 'MIIBszA=' })).answer, 201, {
        [EXTENSION]: { photoKey: 'MIIBszA=' },
      });
      refused(
        await tenant.post('/Users', bodyOf(tenant, { photoKey: '%%' })),
        400,
        'invalidValue',
        /photoKey/,
      );
      const licences = ['K1', 'K2'].map((value) => ({ value, primary: true }));
      refused(await tenant.post('/Users', bodyOf(tenant, { licences })), 400, 'invalidValue', /licences/);
      const badge = tenant.unique('Badge');
      await personOf(tenant, { badge });
      accepted(await tenant.find('/Users', `${pathOf('badge')} eq "${badge}"`), 200, { totalResults: 1 });
      accepted(await tenant.find('/Users', `${pathOf('badge')} eq "${badge.toUpperCase()}"`), 200, {
        totalResults: 0,
      });
    },
  },
  {
    covers: ['7644-3.4.2.2-07', '7644-3.4.2.2-17', '7644-3.4.2.2-08'],
    needs: 'declared',
    title: 'numbers are ordered as numbers and times as instants, and a number in quotes is refused',
    async run(tenant) {
      const externalId = tenant.unique('id');
      const names = ['a', 'b', 'c'].map((name) => tenant.unique(name));
      const [nine, ten, none] = names as [string, string, string]; // one for each letter
      await personOf(
        tenant,
        { grade: 9, rate: 9.5, hired: TIMES[0] ?? null },
        { userName: nine, externalId },
      );
      await personOf(
        tenant,
        { grade: 10, rate: -10.25, hired: '2019-04-01T06:00:01Z' },
        { userName: ten, externalId },
      );
      await personOf(tenant, {}, { userName: none, externalId });
      const rows: readonly (readonly [filter: string, expected: readonly string[]])[] = [
        ['grade gt 9', [ten]],
        ['grade ge 9', [nine, ten]],
        ['grade lt 10', [nine]],
        ['grade eq 10', [ten]],
        ['grade eq 10.0', [ten]],
        ['grade ne 9', [ten, none]],
        ['rate lt 9.5', [ten]],
        ['rate le 9.5', [nine, ten]],
        ['rate eq -10.25', [ten]],
        ['hired eq "2019-04-01T06:00:00Z"', [nine]],
        ['hired gt "2019-04-01T07:00:00.999+01:00"', [ten]],
        ['hired le "2019-04-01T06:00:00.000Z"', [nine]],
        ['grade pr', [nine, ten]],
        ['grade gt 9 or userName eq "nobody"', [ten]],
      ];
      for (const [filter, expected] of rows)
        deepEqual(await found(tenant, externalId, `${EXTENSION}:${filter}`), expected, filter);
      for (const filter of ['grade eq "9"', 'rate gt "9"', 'grade co 9', 'hired gt 5', 'hired eq "soon"'])
        refused(await tenant.find('/Users', `${EXTENSION}:${filter}`), 400, 'invalidFilter');
      const sorted = await tenant.find(
        '/Users',
        `externalId eq "${externalId}"`,
        `&sortBy=${pathOf('grade')}&sortOrder=descending`,
      );
      accepted(sorted, 200, { Resources: [{ userName: none }, { userName: ten }, { userName: nine }] });
    },
  },
  {
    covers: ['7643-6-03', '7643-7-06'],
    needs: 'declared',
    title: 'a required extension is in every resource',
    async run(tenant) {
      const [user] = await listed(tenant, '/ResourceTypes');
      deepEqual(at(user, 'schemaExtensions'), [{ schema: EXTENSION, required: true }]);
      for (const own of [undefined, null, {}, { grade: 7 }, { badge: null }, { badge: '' }]) {
        const body = tenant.userBody({ schemas: [USER], ...(own !== undefined && { [EXTENSION]: own }) });
        refused(await tenant.post('/Users', body), 400, 'invalidValue', /badge/);
      }
      const { path } = await personOf(tenant, { grade: 7 });
      const before = await tenant.get(path);
      deepEqual(at(before.body, 'schemas'), [USER, EXTENSION]);
      for (const operation of [
        { op: 'remove', path: EXTENSION },
        { op: 'remove', path: pathOf('badge') },
        { op: 'replace', value: { [EXTENSION]: { badge: null } } },
      ])
        refused(await tenant.patch(path, operation), 400, 'mutability', /badge/);
      unchanged(await tenant.get(path), before);
      const { answer } = await tenant.group();
      deepEqual(at(answer.body, EXTENSION), undefined);
    },
  },
  {
    covers: ['7644-3.3-04', '7644-3.5.1-08'],
    needs: 'declared',
    title: 'a declared attribute with uniqueness server is unique',
    async run(tenant) {
      const payNumber = Math.floor(Math.random() * 1e15);
      await personOf(tenant, { payNumber });
      refused(await tenant.post('/Users', bodyOf(tenant, { payNumber })), 409, 'uniqueness', /payNumber/);
      const { path } = await personOf(tenant, { payNumber: payNumber + 1 });
      const operation = { op: 'replace', path: pathOf('payNumber'), value: payNumber };
      refused(await tenant.patch(path, operation), 409, 'uniqueness', /payNumber/);
      accepted(await tenant.patch(path, { ...operation, value: payNumber + 1 }), 200);
    },
  },
  {
    covers: ['7644-3.5.1-06'],
    needs: 'declared',
    title: 'PUT sets an immutable attribute once, keeps it when omitted, and cannot change it',
    async run(tenant) {
      const badge = tenant.unique('badge');
      const { path } = await personOf(tenant, { badge });
      const put = (own: JsonObject): Promise<Answer> => {
        const { [EXTENSION]: _, ...rest } = bodyOf(tenant);
        return tenant.put(path, { ...rest, ...(Object.keys(own).length > 0 && { [EXTENSION]: own }) });
      };
      accepted(await put({ badge, shift: 'Early', post: { quay: '1', code: 'Q1' } }), 200, {
        [EXTENSION]: { badge, shift: 'Early', post: { code: 'Q1' } },
      });
      // A value that compares as equal counts as the same, so the stored spelling stays.
      accepted(await put({ badge, shift: 'EARLY', post: { quay: '2', code: 'Q1' } }), 200, {
        [EXTENSION]: { badge, shift: 'Early', post: { quay: '2', code: 'Q1' } },
      });
      accepted(await put({}), 200, {
        [EXTENSION]: { badge, shift: 'Early', post: { quay: undefined, code: 'Q1' } },
      });
      const before = await tenant.get(path);
      for (const [own, says] of [
        [{ badge: tenant.unique() }, /badge/],
        [{ badge: badge.toUpperCase() }, /badge/],
        [{ badge, shift: 'Late' }, /shift/],
        [{ badge, post: { code: 'Q2' } }, /post\.code/],
      ] as const)
        refused(await put(own), 400, 'mutability', says);
      unchanged(await tenant.get(path), before);
    },
  },
  {
    covers: ['7644-3.5.2-10'],
    needs: 'declared',
    title: 'PATCH sets an immutable attribute once, and neither changes nor removes it',
    async run(tenant) {
      const { path } = await personOf(tenant);
      const shift = pathOf('shift');
      accepted(await tenant.patch(path, { op: 'add', path: shift, value: 'Early' }), 200, {
        [EXTENSION]: { shift: 'Early' },
      });
      accepted(await tenant.patch(path, { op: 'add', path: pathOf('post.code'), value: 'Q1' }), 200);
      accepted(await tenant.patch(path, { op: 'replace', path: pathOf('post.quay'), value: '2' }), 200);
      const before = await tenant.get(path);
      accepted(await tenant.patch(path, { op: 'replace', path: shift, value: 'Early' }), 200);
      for (const [operation, says] of [
        [{ op: 'replace', path: shift, value: 'Late' }, /shift/],
        [{ op: 'add', path: shift, value: 'Late' }, /shift/],
        [{ op: 'remove', path: shift }, /shift/],
        [{ op: 'replace', value: { [EXTENSION]: { shift: null } } }, /shift/],
        [{ op: 'replace', path: pathOf('post.code'), value: 'Q2' }, /post\.code/],
        [{ op: 'remove', path: pathOf('post') }, /post\.code/],
      ] as const)
        refused(await tenant.patch(path, operation), 400, 'mutability', says);
      unchanged(await tenant.get(path), before);
    },
  },
  {
    covers: ['7644-3.5.2-10'],
    needs: 'declared',
    title: 'an immutable sub-attribute of an element stays; the element can be removed, and another added',
    async run(tenant) {
      const licences = [{ type: 'crane', value: 'K2' }];
      const { path } = await personOf(tenant, { licences });
      const crane = pathOf('licences[type eq "crane"]');
      accepted(await tenant.patch(path, { op: 'add', path: `${crane}.number`, value: 'C-1' }), 200, {
        [EXTENSION]: { licences: [{ number: 'C-1' }] },
      });
      accepted(await tenant.patch(path, { op: 'replace', path: `${crane}.level`, value: 3 }), 200);
      for (const operation of [
        { op: 'replace', path: `${crane}.number`, value: 'C-2' },
        { op: 'remove', path: `${crane}.number` },
        { op: 'add', path: crane, value: { number: 'C-2' } },
      ])
        refused(await tenant.patch(path, operation), 400, 'mutability', /number/);
      accepted(
        await tenant.patch(
          path,
          { op: 'remove', path: crane },
          { op: 'add', path: pathOf('licences'), value: [{ type: 'crane', value: 'K3', number: 'C-2' }] },
        ),
        200,
        { [EXTENSION]: { licences: [{ value: 'K3', number: 'C-2' }] } },
      );
    },
  },
  {
    covers: ['7643-7-08', 'AMB-57'],
    needs: 'declared',
    title: 'an attribute returned on request is shown when attributes names it or the request writes it',
    async run(tenant) {
      const [remark, level] = [tenant.unique('remark'), 2];
      const licences = [{ type: 'crane', value: 'K2', level, remark }];
      const { path, answer } = await personOf(tenant, { remark, licences });
      accepted(answer, 201, { [EXTENSION]: { remark, licences } });
      const hidden = { [EXTENSION]: { remark: undefined, licences: [{ value: 'K2', remark: undefined }] } };
      accepted(await tenant.get(path), 200, hidden);
      const userName = String(at(answer.body, 'userName'));
      accepted(await tenant.find('/Users', `userName eq "${userName}"`), 200, { Resources: [hidden] });
      accepted(await tenant.get(`${path}?excludedAttributes=title`), 200, hidden);
      for (const query of [
        `attributes=${pathOf('remark')},${pathOf('licences.remark')}`,
        `attributes=${EXTENSION}:REMARK,${EXTENSION.toUpperCase()}:LICENCES.remark`,
      ]) {
        const shown = accepted(await tenant.get(`${path}?${query}`), 200);
        deepEqual(at(ownOf(shown), 'remark'), remark);
        deepEqual(at(ownOf(shown), 'licences'), [{ remark }]);
      }
      accepted(await tenant.get(`${path}?attributes=${pathOf('licences')}`), 200, {
        [EXTENSION]: { licences: [{ value: 'K2', level, remark: undefined }] },
      });
      accepted(await tenant.patch(path, { op: 'replace', path: 'title', value: 'Dr' }), 200, hidden);
      accepted(await tenant.patch(path, { op: 'replace', path: pathOf('remark'), value: 'x' }), 200, {
        [EXTENSION]: { remark: 'x', licences: [{ remark: undefined }] },
      });
      accepted(await tenant.patch(path, { op: 'add', value: { [EXTENSION]: { remark } } }), 200, {
        [EXTENSION]: { remark, licences: [{ remark: undefined }] },
      });
      const part = { op: 'replace', path: pathOf('licences[type eq "crane"].remark'), value: 'y' };
      accepted(await tenant.patch(path, part), 200, {
        [EXTENSION]: { remark: undefined, licences: [{ remark: 'y' }] },
      });
      const badge = at(ownOf(answer), 'badge') ?? null;
      const body = bodyOf(tenant, { badge, remark }, { userName });
      accepted(await tenant.put(path, body), 200, { [EXTENSION]: { remark } });
      accepted(await tenant.put(`${path}?attributes=title`, body), 200, { [EXTENSION]: undefined });
      accepted(await tenant.put(`${path}?excludedAttributes=${pathOf('remark')}`, body), 200, {
        [EXTENSION]: { badge, remark: undefined },
      });
    },
  },
  {
    covers: ['7643-7-09', '7644-3.9-03'],
    needs: 'declared',
    title: 'an attribute declared as returned always is shown with any projection',
    async run(tenant) {
      const { path } = await personOf(tenant, { colour: 'red', grade: 7 });
      for (const query of [
        'attributes=userName',
        `excludedAttributes=${pathOf('colour')}`,
        `excludedAttributes=${EXTENSION}`,
      ]) {
        const shown = accepted(await tenant.get(`${path}?${query}`), 200);
        deepEqual(at(ownOf(shown), 'colour'), 'red', query);
      }
      const shown = accepted(await tenant.get(`${path}?excludedAttributes=${EXTENSION}`), 200);
      deepEqual(ownOf(shown), { colour: 'red' });
    },
  },
];
