import { deepEqual } from 'node:assert/strict';
import type { Json } from '@scimwright/core';
import { ENTERPRISE_USER, USER } from '@scimwright/core/schema';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import { unchanged } from '../check/unchanged.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at } from '../tenant/answer.ts';

const DEPARTMENT = `${ENTERPRISE_USER}:department`;
const WORK = { type: 'work', value: 'w@x.example', primary: true };
const HOME = { type: 'home', value: 'h@x.example' };

/** A path that works, with the attributes of a user afterwards. */
const PATHS: readonly (readonly [path: string, value: Json, shown: Readonly<Record<string, Json>>])[] = [
  ['title', 'Dr', { title: 'Dr' }],
  ['TITLE', 'Dr', { title: 'Dr' }],
  ['name.familyName', 'Byron', { name: { familyName: 'Byron' } }],
  [
    'emails[type eq "work"]',
    { value: 'n@x.example', type: 'work' },
    { emails: [{ value: 'n@x.example' }, HOME] },
  ],
  ['emails[type eq "work"].value', 'n@x.example', { emails: [{ value: 'n@x.example' }, HOME] }],
  ['emails[type eq "work" and value eq "w@x.example"].display', 'W', { emails: [{ display: 'W' }, HOME] }],
  [DEPARTMENT, 'Ops', { [ENTERPRISE_USER]: { department: 'Ops' } }],
  [DEPARTMENT.toUpperCase(), 'Ops', { [ENTERPRISE_USER]: { department: 'Ops' } }],
  [`${ENTERPRISE_USER}:manager.value`, 'm', { [ENTERPRISE_USER]: { manager: { value: 'm' } } }],
  [`${USER}:nickName`, 'Ada', { nickName: 'Ada' }],
  [`${USER}:name.givenName`, 'Ada', { name: { givenName: 'Ada' } }],
];

const WRONG_PATHS = [
  'emails[type eq',
  '',
  '/emails/0',
  'emails[0',
  'a.b.c',
  'title title',
  '[type eq "work"]',
  'emails[type eq "work"]value',
];

/** Refused operations, with the keyword. */
const REFUSED: readonly (readonly [operation: Json, scimType: string])[] = [
  [{ op: 'replace', path: 'emails[type xx "work"].value', value: 'x' }, 'invalidFilter'],
  [{ op: 'replace', path: 'emails[type eq].value', value: 'x' }, 'invalidFilter'],
  [{ op: 'add', path: 'foo', value: 'x' }, 'invalidPath'],
  [{ op: 'add', path: 'name.foo', value: 'x' }, 'invalidPath'],
  [{ op: 'add', path: 'urn:x:y:z', value: 'x' }, 'invalidPath'],
  [{ op: 'replace', path: 'id', value: 'x' }, 'mutability'],
  [{ op: 'replace', path: 'meta.created', value: '1999-01-01T00:00:00Z' }, 'mutability'],
  [{ op: 'replace', path: 'schemas', value: [] }, 'mutability'],
  [{ op: 'replace', path: `${ENTERPRISE_USER}:manager.displayName`, value: 'Boss' }, 'mutability'],
  [{ op: 'replace', path: 'active', value: 5 }, 'invalidValue'],
  [{ op: 'replace', path: 'emails', value: 7 }, 'invalidValue'],
  [{ op: 'replace', path: 'title', value: ['a', 'b'] }, 'invalidValue'],
  [{ op: 'replace', path: 'name.givenName', value: {} }, 'invalidValue'],
];

/** Area O, paths. */
export const patchPaths: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.5.2-06', '7644-3.5.2-12', 'AMB-48'],
    title:
      'a path names an attribute, a sub-attribute, filtered values or their sub-attribute, with or without the URN',
    async run(tenant) {
      for (const [path, value, shown] of PATHS) {
        const user = await tenant.user({ emails: [WORK, HOME] });
        accepted(await tenant.patch(user.path, { op: 'replace', path, value }), 200, shown);
        const now = accepted(await tenant.get(user.path), 200, shown);
        const isExtended = Object.hasOwn(shown, ENTERPRISE_USER);
        deepEqual(at(now.body, 'schemas'), isExtended ? [USER, ENTERPRISE_USER] : [USER]);
      }
    },
  },
  {
    covers: ['7644-3.5.2-07'],
    title: 'a malformed path is a 400 invalidPath, and so is an index or a JSON Pointer',
    async run(tenant) {
      const { path, answer } = await tenant.user({ emails: [WORK] });
      for (const wrong of WRONG_PATHS)
        refused(await tenant.patch(path, { op: 'replace', path: wrong, value: 'x' }), 400, 'invalidPath');
      unchanged(await tenant.get(path), answer);
    },
  },
  {
    covers: ['7644-3.5.2-08', '7644-3.5.2-09', '7644-3.5.2-11', 'AMB-58'],
    title:
      'bad filters, unknown or read-only attributes and unsuitable values are refused with their keywords',
    async run(tenant) {
      const { path, answer } = await tenant.user({ emails: [WORK] });
      for (const [operation, scimType] of REFUSED)
        refused(await tenant.patch(path, operation), 400, scimType);
      unchanged(await tenant.get(path), answer);
      const readOnly = { id: 'x', meta: { created: 'x' }, schemas: ['x'] };
      accepted(await tenant.patch(path, { op: 'replace', value: { ...readOnly, title: 'Dr' } }), 200, {
        title: 'Dr',
        meta: { created: at(answer.body, 'meta', 'created') },
      });
    },
  },
];
