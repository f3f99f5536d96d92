import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import { orderKeys } from '../filter/compare-key.ts';
import { group, wholeUser } from '../profile/profiles.fixture.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import { searchDocument } from './search-document.ts';
import { parseSort, sortKey } from './sort.ts';

const parse = (sortBy?: string, sortOrder?: string, type = wholeUser.type) =>
  parseSort({ sortBy, sortOrder }, type, openParseContext());

describe('parseSort', () => {
  it.each([
    ['userName', 'userName', undefined],
    ['NAME.givenname', 'name', 'givenName'],
    ['emails', 'emails', 'value'],
    ['emails.type', 'emails', 'type'],
    [`${ENTERPRISE_USER}:department`, 'department', undefined],
    [`${ENTERPRISE_USER}:manager`, 'manager', 'value'],
    ['meta.lastModified', 'meta', 'lastModified'],
    ['id', 'id', undefined],
  ])('finds %s', (sortBy, name, sub) => {
    const sort = parse(sortBy);
    expect([sort?.path.attribute.name, sort?.path.sub?.name]).toEqual([name, sub]);
    expect(sort?.order).toBe('ascending');
  });

  it('accepts the order in any letter case, and ignores it without sortBy', () => {
    expect(parse('userName', 'Descending')?.order).toBe('descending');
    expect(parse(undefined, 'descending')).toBeUndefined();
  });

  it.each([
    ['shoeSize', undefined, wholeUser.type],
    ['a b', undefined, wholeUser.type],
    ['', undefined, wholeUser.type],
    ['name', undefined, wholeUser.type],
    ['password', undefined, wholeUser.type],
    ['userName', 'up', wholeUser.type],
    ['members', undefined, group.type],
    ['members.value', undefined, group.type],
  ])('refuses sortBy=%s, sortOrder=%s', (sortBy, sortOrder, type) => {
    expect(refusalOf(() => parse(sortBy, sortOrder, type))).toMatchObject({ code: 'invalidValue' });
  });
});

describe('sortKey', () => {
  const keyOf = (sortBy: string, resource: Parameters<typeof searchDocument>[0]) => {
    const sort = parse(sortBy);
    return sort && sortKey(searchDocument(resource, wholeUser.type), sort.path);
  };

  it.each([
    ['userName', { userName: 'Ada' }, 'ada'],
    ['externalId', { externalId: 'Ada' }, 'Ada'],
    ['active', { active: false }, false],
    ['title', {}, undefined],
    ['name.givenName', { name: { familyName: 'L' } }, undefined],
    ['emails', { emails: [{ value: 'B' }, { value: 'a', primary: true }] }, 'a'],
    ['emails', { emails: [{ value: 'B' }, { value: 'a' }] }, 'b'],
    ['emails.display', { emails: [{ display: 'B' }, { value: 'a', primary: true }] }, undefined],
    [`${ENTERPRISE_USER}:department`, { [ENTERPRISE_USER]: { department: 'X' } }, 'x'],
  ])('by %s of %j is %j', (sortBy, resource, key) => {
    expect(keyOf(sortBy, resource)).toBe(key);
  });
});

it.each([
  [9, 10],
  [-1, 0.5],
  [false, true],
  ['', 'a'],
  ['B', 'a'],
  ['\uFFFD', '\u{1F600}'],
])('%j comes before %j', (left, right) => {
  expect(orderKeys(left, right)).toBeLessThan(0);
  expect(orderKeys(right, left)).toBeGreaterThan(0);
  expect(orderKeys(left, left)).toBe(0);
});
