import { deepEqual } from 'node:assert/strict';
import type { Json, JsonObject } from '@scimwright/core';
import { ENTERPRISE_USER, USER } from '@scimwright/core/schema';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at } from '../tenant/answer.ts';
import type { TenantClient } from '../tenant/open-tenant-client.ts';

const CROWD: readonly JsonObject[] = [
  {
    title: 'Doctor',
    userType: 'Employee',
    active: true,
    name: { givenName: 'Ada', familyName: 'Byron' },
    emails: [
      { type: 'work', value: 'ada@work.example', primary: true },
      { type: 'home', value: 'second@home.example' },
    ],
    [ENTERPRISE_USER]: { department: 'Ops', manager: { value: 'boss' } },
  },
  {
    title: 'document',
    userType: 'Contractor',
    active: false,
    name: { familyName: 'O’Malley' },
    emails: [{ type: 'home', value: 'ada@work.example' }],
    phoneNumbers: [{ value: '555', type: 'work' }],
  },
  { title: 'Indoctrinate', nickName: 'a "b\\c', active: true, [ENTERPRISE_USER]: { costCenter: '7' } },
  { userType: 'employee', nickName: '%_ or 1=1', ims: [{ value: 'second@home.example', type: 'xmpp' }] },
];

/** A filter, with the users of the crowd that it finds, by index. */
type Rows = readonly (readonly [filter: string, who: readonly number[]])[];

const COMPARISONS: Rows = [
  ['userType ne "Employee"', [1, 2]],
  ['userType ne "nobody"', [0, 1, 2, 3]],
  ['emails.type ne "home"', [0, 2, 3]],
  ['title co "doc"', [0, 1, 2]],
  ['title co "Doctor"', [0]],
  ['title co "in"', [2]],
  ['title sw "DOC"', [0, 1]],
  ['title sw "doctor"', [0]],
  ['title ew "TOR"', [0]],
  ['title ew "document"', [1]],
  ['nickName co "%"', [3]],
  ['nickName sw "_"', []],
  ['nickName eq "a \\"b\\\\c"', [2]],
  ['nickName eq "\\u0025_ or 1=1"', [3]],
  ['name.familyName eq "O’Malley"', [1]],
  ['name.givenName eq "ADA"', [0]],
  ['active eq true', [0, 2]],
  ['active eq false', [1]],
  ['active ne true', [1, 3]],
];

const PRESENCE: Rows = [
  ['title pr', [0, 1, 2]],
  ['name pr', [0, 1]],
  ['name.givenName pr', [0]],
  ['emails pr', [0, 1]],
  ['emails.type pr', [0, 1]],
  [`${ENTERPRISE_USER}:department pr`, [0]],
  ['nickName eq null', [0, 1]],
  ['not (nickName pr)', [0, 1]],
  ['nickName ne null', [2, 3]],
];

const ORDER: Rows = [
  ['title gt "Doctor"', [1, 2]],
  ['title ge "DOCTOR"', [0, 1, 2]],
  ['title lt "document"', [0]],
  ['title le "document"', [0, 1]],
];

const LOGIC: Rows = [
  ['title sw "doc" or active eq true and nickName pr', [0, 1, 2]],
  ['(title sw "doc" or active eq true) and nickName pr', [2]],
  ['title sw "doc" or (active eq true and nickName pr)', [0, 1, 2]],
  ['not (title sw "doc") and active eq true', [2]],
  ['not (title sw "doc" and active eq true)', [1, 2, 3]],
  ['not (not (title pr))', [0, 1, 2]],
  [`${'('.repeat(20)}title eq "doctor"${')'.repeat(20)}`, [0]],
  ['title eq "doctor" AND Active EQ true', [0]],
];

const MANY: Rows = [
  ['emails.value eq "second@home.example"', [0]],
  ['emails co "example"', [0, 1]],
  ['emails eq "ADA@work.example"', [0, 1]],
  ['emails.type eq "work" and emails.value eq "second@home.example"', [0]],
  ['emails[type eq "work" and value eq "second@home.example"]', []],
  ['emails[type eq "home" and value sw "second"]', [0]],
  ['emails[not (type eq "work")]', [0, 1]],
  ['emails[primary eq false]', [0, 1]],
  ['emails[type eq "work"] or ims[type eq "xmpp"]', [0, 3]],
  ['not (emails[type eq "work"])', [1, 2, 3]],
];

const QUALIFIED: Rows = [
  [`${USER}:title eq "doctor"`, [0]],
  [`${USER}:name.givenName eq "ada"`, [0]],
  [`${ENTERPRISE_USER.toUpperCase()}:DEPARTMENT eq "ops"`, [0]],
  [`${ENTERPRISE_USER}:manager.value eq "boss"`, [0]],
  [`${ENTERPRISE_USER}:manager eq "boss"`, [0]],
  [`schemas eq "${ENTERPRISE_USER}"`, [0, 2]],
  [`schemas eq "${USER}"`, [0, 1, 2, 3]],
  ['meta.resourceType eq "User"', [0, 1, 2, 3]],
  ['meta.resourceType eq "Group"', []],
  ['meta.created gt "2000-01-01T00:00:00Z"', [0, 1, 2, 3]],
  ['meta.lastModified lt "2000-01-01T00:00:00Z"', []],
];

/** Checks that each filter finds exactly its users of the crowd. */
async function findsEach(tenant: TenantClient, rows: Rows): Promise<void> {
  const externalId = tenant.unique();
  const ids: string[] = [];
  for (const one of CROWD) ids.push((await tenant.user({ ...one, externalId })).id);
  for (const [filter, who] of rows) {
    const answer = await tenant.find('/Users', `externalId eq "${externalId}" and (${filter})`);
    accepted(answer, 200, { totalResults: who.length });
    const found = (at(answer.body, 'Resources') as readonly Json[]).map((one) =>
      ids.indexOf(String(at(one, 'id'))),
    );
    deepEqual(found.toSorted(), who, filter);
  }
}

/** Area H: the results of every operator. */
export const filterOperators: readonly ConformanceCase[] = [
  {
    covers: [
      '7644-3.4.2.2-01',
      '7644-3.4.2.2-04',
      '7644-3.4.2.2-05',
      '7644-3.4.2.2-14',
      '7644-3.4.2.2-17',
      'AMB-08',
    ],
    title: 'eq, ne, co, sw and ew find exactly the users they should, with any operand',
    run: (tenant) => findsEach(tenant, COMPARISONS),
  },
  {
    covers: ['7644-3.4.2.2-06', '7644-3.4.2.2-22', 'AMB-09'],
    title: 'pr and null test whether there is a value',
    run: (tenant) => findsEach(tenant, PRESENCE),
  },
  {
    covers: ['7644-3.4.2.2-07'],
    title: 'gt, ge, lt and le order texts',
    run: (tenant) => findsEach(tenant, ORDER),
  },
  {
    covers: ['7644-3.4.2.2-10'],
    title: 'precedence is parentheses, not, and, or',
    run: (tenant) => findsEach(tenant, LOGIC),
  },
  {
    covers: ['7644-3.4.2.2-11', '7644-3.4.2.2-12', '7644-3.4.2.2-13', '7644-3.4.2.2-15', 'AMB-07', 'AMB-19'],
    title:
      'a multi-valued attribute matches by any element, and the conditions of a value path by one and the same',
    run: (tenant) => findsEach(tenant, MANY),
  },
  {
    covers: ['7644-3.4.2.2-16', '7644-3.4.2.2-21', 'AMB-48'],
    title: 'names may be qualified by their URN, and the common attributes can be filtered',
    run: (tenant) => findsEach(tenant, QUALIFIED),
  },
  {
    covers: ['7644-3.4.2.2-08', '7644-3.4.2.2-21'],
    title: 'times are compared as instants, across time zones',
    async run(tenant) {
      const { id, answer } = await tenant.user();
      const created = new Date(String(at(answer.body, 'meta', 'created')));
      const elsewhere = new Date(created.getTime() + 2 * 3_600_000).toISOString().replace('Z', '+02:00');
      for (const [op, total] of [
        ['eq', 1],
        ['ge', 1],
        ['le', 1],
        ['gt', 0],
        ['lt', 0],
        ['ne', 0],
      ] as const) {
        const filter = `id eq "${id}" and meta.created ${op} "${elsewhere}"`;
        accepted(await tenant.find('/Users', filter), 200, { totalResults: total });
      }
      refused(await tenant.find('/Users', 'meta.created gt 5'), 400, 'invalidFilter');
    },
  },
];
