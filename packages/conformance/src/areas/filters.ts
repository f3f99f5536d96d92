import { equal, match } from 'node:assert/strict';
import { ENTERPRISE_USER, USER } from '@scimwright/core/schema';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at } from '../tenant/answer.ts';

const UNREADABLE = [
  '',
  ' ',
  'userName',
  'userName eq',
  'eq "x"',
  'userName eq "x" and',
  'or userName eq "x"',
  '(userName eq "x"',
  'userName eq "x")',
  'emails[type eq "x"',
  "userName eq 'x'",
  'active eq true active eq true',
  'emails[ims[type eq "x"]]',
  'userName eq "x',
  'a.b.c eq "x"',
];

const SENSELESS = [
  'foo eq "x"',
  'name.foo eq "x"',
  'emails[foo eq "x"]',
  'urn:x:y:z eq "x"',
  'active co "t"',
  'active eq "maybe"',
  'meta.created gt "yesterday"',
  'meta.created gt "March 7"',
  'meta.created lt "2026-02-30T00:00:00Z"',
  'name eq "x"',
  'userName gt null',
];

const LITERAL = ['a"b\\c', 'é', "O'Malley", 'a and (b or c)]', 'true', 'eq', '50% _', 'line\u2028end'];

/** Area H: filters. */
export const filters: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.4.2.2-02', '7644-3.4.2.2-03', '7644-3.4.2.2-16', 'AMB-48'],
    title: 'names, operators and URNs are read in any letter case, and eq compares under caseExact',
    async run(tenant) {
      const [userName, externalId, employeeNumber] = [
        tenant.unique('Bob'),
        tenant.unique('Bob'),
        tenant.unique('Bob'),
      ];
      const { id } = await tenant.user({ userName, externalId, [ENTERPRISE_USER]: { employeeNumber } });
      for (const filter of [
        `USERNAME EQ "${userName}"`,
        `userName eq "${userName.toUpperCase()}"`,
        `${USER}:userName eq "${userName}"`,
        `${USER.toUpperCase()}:USERNAME Eq "${userName}"`,
        `${ENTERPRISE_USER}:employeeNumber eq "${employeeNumber}"`,
        `${ENTERPRISE_USER.toUpperCase()}:employeenumber eq "${employeeNumber}"`,
        `externalid eq "${externalId}"`,
        `id eq "${id}"`,
      ])
        accepted(await tenant.find('/Users', filter), 200, { totalResults: 1, Resources: [{ id }] });
      for (const filter of [`externalId eq "${externalId.toLowerCase()}"`, `id eq "${id.toUpperCase()}"`])
        accepted(await tenant.find('/Users', filter), 200, { totalResults: 0 });
    },
  },
  {
    covers: ['7644-3.4.2.2-17'],
    title: 'an operand is a JSON string, whose escapes are decoded and whose text is inert',
    async run(tenant) {
      for (const text of LITERAL) {
        const userName = `${text}${tenant.unique('')}`;
        const { id } = await tenant.user({ userName });
        const escaped = [...userName]
          .map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
          .join('');
        for (const operand of [JSON.stringify(userName), `"${escaped}"`])
          accepted(await tenant.find('/Users', `userName eq ${operand}`), 200, {
            Resources: [{ id, userName }],
          });
      }
    },
  },
  {
    covers: ['7644-3.4.2.2-18', 'AMB-46', 'AMB-47'],
    title: 'a malformed filter is a 400 invalidFilter that says where it is wrong',
    async run(tenant) {
      for (const filter of UNREADABLE) {
        const { body } = refused(await tenant.find('/Users', filter), 400, 'invalidFilter');
        match(String(at(body, 'detail')), /character \d+|cannot be filtered|are found by/, filter);
      }
      const { id } = await tenant.user();
      for (const filter of [`id   eq   "${id}"`, `id eq"${id}"`, `( id eq "${id}" )`, `id eq ${id}`])
        accepted(await tenant.find('/Users', filter), 200, { Resources: [{ id }] });
    },
  },
  {
    covers: ['7644-3.4.2.2-19'],
    title: 'an unknown operator is refused by name',
    async run(tenant) {
      for (const op of ['regex', 'like', '=', 'eqq'])
        refused(await tenant.find('/Users', `userName ${op} "x"`), 400, 'invalidFilter', new RegExp(op));
    },
  },
  {
    covers: ['7644-3.4.2.2-09', '7644-3.4.2.2-23', 'AMB-10'],
    title: 'unknown attributes and senseless comparisons are a 400 invalidFilter',
    async run(tenant) {
      const order = ['gt', 'ge', 'lt', 'le'].flatMap((op) => [
        `active ${op} true`,
        `x509Certificates.value ${op} "AA"`,
      ]);
      for (const filter of [...SENSELESS, ...order])
        refused(await tenant.find('/Users', filter), 400, 'invalidFilter');
    },
  },
  {
    covers: ['7644-3.4.2.2-16', 'AMB-07'],
    title: 'a complex attribute stands for its value sub-attribute, and cannot be compared if it has none',
    async run(tenant) {
      const value = tenant.unique();
      const { id } = await tenant.user({ [ENTERPRISE_USER]: { manager: { value } } });
      for (const path of ['manager', 'manager.value'])
        accepted(await tenant.find('/Users', `${ENTERPRISE_USER}:${path} eq "${value}"`), 200, {
          totalResults: 1,
          Resources: [{ id }],
        });
      const group = await tenant.group({ members: [{ value: id }] });
      for (const path of ['members', 'members.value'])
        accepted(await tenant.find('/Groups', `${path} eq "${id}"`), 200, { Resources: [{ id: group.id }] });
      refused(await tenant.find('/Users', 'name eq "x"'), 400, 'invalidFilter', /name is complex/);
    },
  },
  {
    covers: ['7644-3.4.2.2-24', 'AMB-29'],
    title: 'a password cannot be filtered',
    async run(tenant) {
      for (const filter of [
        'password pr',
        'password sw "a"',
        'password eq "a"',
        `${USER}:password eq "a"`,
        'not (password pr)',
      ])
        refused(await tenant.find('/Users', filter), 400, 'invalidFilter');
    },
  },
  {
    covers: ['7644-3.4.2.2-12', '7644-3.4.2.2-13'],
    title:
      'a value path matches one element by its own sub-attributes only, and a filter inside a filter is refused',
    async run(tenant) {
      const [work, home] = [tenant.unique('w'), tenant.unique('h')];
      const emails = [
        { type: 'work', value: work },
        { type: 'home', value: home },
      ];
      const { id } = await tenant.user({ emails });
      for (const filter of [
        `emails[type eq "work" and value eq "${work}"]`,
        `emails[value eq "${work}" and type eq "work"]`,
        `emails[type eq "work"].value eq "${work}"`,
        `emails[type eq "work" and value eq "${work}"] or userName eq "nobody"`,
      ])
        accepted(await tenant.find('/Users', filter), 200, { Resources: [{ id }] });
      accepted(await tenant.find('/Users', `emails[type eq "work" and value eq "${home}"]`), 200, {
        totalResults: 0,
      });
      for (const filter of [
        'emails[foo eq "x"]',
        'emails[userName eq "x"]',
        'emails[type eq "a" and ims[value eq "x"]]',
        'title[value eq "x"]',
      ])
        refused(await tenant.find('/Users', filter), 400, 'invalidFilter');
    },
  },
  {
    covers: ['7644-3.4.2.2-01'],
    title: 'a filter works together with pages and projections, and is never ignored',
    async run(tenant) {
      const externalId = tenant.unique();
      const both = [await tenant.user({ externalId }), await tenant.user({ externalId, title: 'Dr' })];
      await tenant.user({ title: 'Dr' });
      const filter = `externalId eq "${externalId}"`;
      const answer = accepted(
        await tenant.find('/Users', filter, '&startIndex=2&count=5&attributes=title'),
        200,
        {
          totalResults: 2,
          Resources: (list) => Array.isArray(list) && list.length === 1,
        },
      );
      equal(
        both.some(({ id }) => id === at(answer.body, 'Resources', 0, 'id')),
        true,
      );
      equal(at(answer.body, 'Resources', 0, 'userName'), undefined);
    },
  },
];
