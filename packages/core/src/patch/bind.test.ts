import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import type { JsonObject } from '../json.ts';
import { group, narrowUser, wholeUser } from '../profile/profiles.fixture.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { ENTERPRISE_USER, USER } from '../schema/urn.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { patch, type Operation } from './patch.fixture.ts';

const stored: JsonObject = { userName: 'ada', active: true };

describe('an unmapped path', () => {
  const cases: { operation: Operation; path: string; code: string; why: string; type?: ResourceType }[] = [
    {
      operation: { op: 'add', path: 'foo', value: 'x' },
      path: 'foo',
      code: 'invalidPath',
      why: 'an unknown attribute',
    },
    { operation: { op: 'remove', path: 'foo' }, path: 'foo', code: 'invalidPath', why: 'also to remove' },
    {
      operation: { op: 'add', path: 'name.foo', value: 'x' },
      path: 'name.foo',
      code: 'invalidPath',
      why: 'an unknown sub-attribute',
    },
    {
      operation: { op: 'add', path: 'urn:x:y:z', value: 'x' },
      path: 'urn:x:y:z',
      code: 'invalidPath',
      why: 'an unknown extension',
    },
    {
      operation: { op: 'add', path: 'emails[type eq "work"].foo', value: 'x' },
      path: 'emails[type eq "work"].foo',
      code: 'invalidPath',
      why: 'an unknown sub-attribute of an element',
    },
    {
      operation: { op: 'add', path: 'foo[type eq "work"].value', value: 'x' },
      path: 'foo[type eq "work"].value',
      code: 'invalidPath',
      why: 'an element of an unknown attribute',
    },
    {
      operation: { op: 'add', value: { foo: 'x' } },
      path: 'foo',
      code: 'invalidPath',
      why: 'a key of a map',
    },
    {
      operation: { op: 'add', value: { [ENTERPRISE_USER]: { foo: 'x' } } },
      path: `${ENTERPRISE_USER}:foo`,
      code: 'invalidPath',
      why: 'a key of an extension',
    },
    {
      operation: { op: 'add', path: 'title', value: 'x' },
      type: narrowUser.type,
      path: 'title',
      code: 'invalidPath',
      why: 'an attribute without a row',
    },
    {
      operation: { op: 'replace', path: `${ENTERPRISE_USER}:department`, value: 'x' },
      type: narrowUser.type,
      path: `${ENTERPRISE_USER}:department`,
      code: 'invalidPath',
      why: 'an extension attribute without a row',
    },
    {
      operation: { op: 'replace', path: 'emails[type eq "home"].value', value: 'x' },
      type: narrowUser.type,
      path: 'emails[type eq "home"].value',
      code: 'invalidPath',
      why: 'an element without a row',
    },
    {
      operation: { op: 'remove', path: 'emails[type eq "home"]' },
      type: narrowUser.type,
      path: 'emails[type eq "home"]',
      code: 'invalidPath',
      why: 'also to remove',
    },
    { operation: { op: 'replace', path: 'id', value: 'x' }, path: 'id', code: 'mutability', why: 'the id' },
    {
      operation: { op: 'replace', path: 'meta.created', value: 'x' },
      path: 'meta.created',
      code: 'mutability',
      why: 'a sub-attribute of meta',
    },
    {
      operation: { op: 'add', path: 'schemas', value: ['urn:x'] },
      path: 'schemas',
      code: 'mutability',
      why: 'schemas',
    },
    {
      operation: { op: 'replace', path: 'groups', value: [] },
      path: 'groups',
      code: 'mutability',
      why: 'the groups of a user',
    },
    {
      operation: { op: 'remove', path: 'groups[value eq "1"]' },
      path: 'groups[value eq "1"]',
      code: 'mutability',
      why: 'one group of a user',
    },
    {
      operation: { op: 'remove', path: 'groups.display' },
      path: 'groups.display',
      code: 'mutability',
      why: 'a sub-attribute of the groups of a user',
    },
    {
      operation: { op: 'replace', path: `${ENTERPRISE_USER}:manager.displayName`, value: 'x' },
      path: `${ENTERPRISE_USER}:manager.displayName`,
      code: 'mutability',
      why: 'the name of the manager',
    },
  ];

  it.each(cases)('$path is ignored and recorded: $why', ({ operation, path, type = wholeUser.type }) => {
    const context = openParseContext();
    expect(patch(type, stored, [operation], context).resource).toBe(stored);
    expect([...context.ignored]).toEqual([path]);
  });

  it.each(cases)(
    '$path is $code if the policy is to refuse: $why',
    ({ operation, path, code, type = wholeUser.type }) => {
      const context = openParseContext({ unmapped: 'refuse' });
      expect(refusalOf(() => patch(type, stored, [operation], context))).toMatchObject({ code, path });
    },
  );

  it.each([
    { groups: [{ value: '1' }] },
    { [`${ENTERPRISE_USER}:manager.displayName`]: 'x' },
    { GROUPS: [], 'groups.display': 'x' },
  ])('a read-only key of a value without a path is ignored and recorded, whatever the policy: %j', (keys) => {
    const context = openParseContext({ unmapped: 'refuse' });
    const operation = { op: 'replace', value: { ...keys, title: 'x' } };
    expect(patch(wholeUser.type, stored, [operation], context).resource).toEqual({ ...stored, title: 'x' });
    expect([...context.ignored]).toEqual(Object.keys(keys));
  });

  it('never blocks a disable in the same request', () => {
    const operations = [
      { op: 'Replace', path: 'urn:x:y:stray', value: 'x' },
      { op: 'Replace', path: 'emails[type eq "home"].value', value: 'x' },
      { op: 'Replace', path: 'active', value: 'False' },
    ];
    expect(patch(narrowUser.type, stored, operations).resource).toEqual({ userName: 'ada', active: false });
  });

  it('is recorded, but a mapped path is not', () => {
    const context = openParseContext();
    patch(wholeUser.type, stored, [{ op: 'add', path: `${USER}:TITLE`, value: 'x' }], context);
    expect([...context.ignored]).toEqual([]);
  });
});

describe('a path that does not fit its attribute is refused under any policy', () => {
  it.each<{ why: string; path: string; code: string; value?: string }>([
    {
      why: 'a filter that does not match the single complex value',
      path: 'name[formatted eq "x"].givenName',
      code: 'noTarget',
    },
    { why: 'a filter on a simple value', path: 'title[value eq "x"]', code: 'invalidPath' },
    { why: 'a filter by an unknown attribute', path: 'emails[foo eq "x"].value', code: 'invalidFilter' }, // 7644-3.5.2-08
    { why: 'a senseless operator', path: 'emails[primary gt true].value', code: 'invalidFilter' },
    { why: 'a wrong operand', path: 'emails[primary eq "banana"].value', code: 'invalidFilter' },
  ])('$why: $code', ({ path, code }) => {
    expect(refusalOf(() => patch(wholeUser.type, stored, [{ op: 'replace', path, value: 'x' }])).code).toBe(
      code,
    );
  });
});

describe('members are added by id, and never changed', () => {
  it.each<{ why: string; operation: Operation; code: string }>([
    {
      why: 'another filter',
      operation: { op: 'add', path: 'members[type eq "User"]', value: 'x' },
      code: 'invalidFilter',
    },
    {
      why: 'another operator',
      operation: { op: 'add', path: 'members[value sw "1"]', value: 'x' },
      code: 'invalidFilter',
    },
    {
      why: 'a negation',
      operation: { op: 'add', path: 'members[not (value eq "1")]', value: 'x' },
      code: 'invalidFilter',
    },
    {
      why: 'null',
      operation: { op: 'add', path: 'members[value eq null]', value: 'x' },
      code: 'invalidFilter',
    },
    {
      why: 'and',
      operation: { op: 'add', path: 'members[value eq "1" and type eq "User"]', value: 'x' },
      code: 'invalidFilter',
    },
    {
      why: 'a sub-attribute of one member (AMB-43)',
      operation: { op: 'replace', path: 'members[value eq "1"].value', value: '2' },
      code: 'mutability',
    },
    {
      why: 'a sub-attribute of all members',
      operation: { op: 'remove', path: 'members.type' },
      code: 'mutability',
    },
    {
      why: 'a replacement of one member by another',
      operation: { op: 'replace', path: 'members[value eq "1"]', value: { value: '2' } },
      code: 'mutability',
    },
    { why: 'a number', operation: { op: 'add', path: 'members', value: 7 }, code: 'invalidValue' },
  ])('$why: $code', ({ operation, code }) => {
    expect(refusalOf(() => patch(group.type, { displayName: 'G' }, [operation])).code).toBe(code);
  });
});
