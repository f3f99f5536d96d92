import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../json.ts';
import { narrowUser, wholeUser, group } from '../profile/profiles.fixture.ts';
import { string } from '../schema/attribute.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import { indexKey, readTarget, targetAttribute } from './target.ts';

function targetOf(path: string) {
  const row = [...narrowUser.rows, ...wholeUser.rows, ...group.rows].find(
    (candidate) => candidate.path === path,
  );
  if (row === undefined) throw new Error(`No row has ${path}.`);
  return row.target;
}

describe('a row maps', () => {
  it.each<{ path: string; resource: JsonObject; values: Json[]; why: string }>([
    { path: 'userName', resource: { userName: 'a' }, values: ['a'], why: 'an attribute' },
    { path: 'active', resource: { active: false }, values: [false], why: 'false' },
    { path: 'userName', resource: {}, values: [], why: 'an absent attribute' },
    {
      path: 'emails[type eq "work"].value',
      resource: {
        emails: [
          { type: 'home', value: 'h' },
          { type: 'work', value: 'w' },
          { type: 'Work', value: 'W' },
        ],
      },
      values: ['w', 'W'],
      why: 'a sub-attribute of the elements that it names',
    },
    {
      path: 'emails[type eq "work"].value',
      resource: { emails: [{ type: 'work' }, { type: 'work', value: null }] },
      values: [],
      why: 'elements without the sub-attribute',
    },
    {
      path: 'roles[primary eq "True"].value',
      resource: { roles: [{ value: 'v' }, { value: 'e', primary: true }] },
      values: ['e'],
      why: 'the primary element',
    },
    {
      path: `${ENTERPRISE_USER}:organization`,
      resource: { [ENTERPRISE_USER]: { organization: 'O' } },
      values: ['O'],
      why: 'an extension attribute',
    },
    {
      path: 'emails',
      resource: { emails: [{ value: 'a' }] },
      values: [{ value: 'a' }],
      why: 'whole elements',
    },
  ])('$path: $why', ({ path, resource, values }) => {
    expect(readTarget(resource, targetOf(path))).toEqual(values);
  });

  it.each([
    ['userName', 'userName'],
    ['emails[type eq "work"].value', 'value'],
    [`${ENTERPRISE_USER}:organization`, 'organization'],
  ])('%s holds the values of %s', (path, name) => {
    expect(targetAttribute(targetOf(path)).name).toBe(name);
  });
});

describe('the key of a value', () => {
  it.each<{ value: Json; caseExact: boolean; key: string }>([
    { value: 'Ada', caseExact: false, key: 'ada' },
    { value: 'Ada', caseExact: true, key: 'Ada' },
    { value: true, caseExact: false, key: 'true' },
    { value: 5, caseExact: true, key: '5' },
  ])('$value with caseExact $caseExact is $key', ({ value, caseExact, key }) => {
    expect(indexKey(value, { ...string('x', ''), caseExact })).toBe(key);
  });
});
