import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import type { JsonObject } from '../json.ts';
import { group, wholeUser } from '../profile/profiles.fixture.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { complex, string, type Attribute } from '../schema/attribute.ts';
import { ENTERPRISE_USER, USER } from '../schema/urn.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { defaultProjection, parseProjection, project, showsAttribute } from './project.ts';

const { type } = wholeUser;
const ada: JsonObject = {
  schemas: [USER, ENTERPRISE_USER],
  id: 'u1',
  userName: 'ada',
  password: 'secret',
  name: { givenName: 'Ada', familyName: 'Byron' },
  emails: [{ type: 'work', value: 'a@x', primary: true }, { type: 'home' }],
  [ENTERPRISE_USER]: { department: 'Ops', manager: { value: 'm1' } },
  meta: { resourceType: 'User', version: '1' },
};

interface Query {
  readonly attributes?: string;
  readonly excludedAttributes?: string;
}
const shown = (query: Query, resource = ada, of = type): JsonObject =>
  project(resource, parseProjection(query, of, openParseContext()), of);
const names = (query: Query): string[] => Object.keys(shown(query));
const enterprise = ada[ENTERPRISE_USER] ?? null;

describe('by default', () => {
  it('every attribute is shown except the password', () => {
    const { password: _, ...rest } = ada;
    expect(shown({})).toEqual(rest);
  });

  it.each([{ attributes: '' }, { excludedAttributes: '' }, { attributes: '', excludedAttributes: '' }])(
    'also for %o',
    (query) => {
      expect(parseProjection(query, type, openParseContext())).toEqual(defaultProjection);
    },
  );
});

describe('attributes shows named attributes, and those that are always returned (7644-3.9-02, AMB-04)', () => {
  it.each<{ list: string; showsAttribute: JsonObject; why: string }>([
    { list: 'userName', showsAttribute: { userName: 'ada' }, why: 'an attribute, without meta' },
    { list: 'USERNAME', showsAttribute: { userName: 'ada' }, why: 'in any letter case' },
    { list: ` ${USER}:userName `, showsAttribute: { userName: 'ada' }, why: 'with its URN, and blanks' },
    {
      list: 'name',
      showsAttribute: { name: { givenName: 'Ada', familyName: 'Byron' } },
      why: 'a whole complex attribute',
    },
    {
      list: 'name.givenName',
      showsAttribute: { name: { givenName: 'Ada' } },
      why: 'one of its sub-attributes',
    },
    {
      list: 'name.givenName,name',
      showsAttribute: { name: ada['name'] ?? null },
      why: 'the whole attribute wins',
    },
    { list: 'name,name.givenName', showsAttribute: { name: ada['name'] ?? null }, why: 'in either order' },
    {
      list: 'name.givenName,name.familyName',
      showsAttribute: { name: ada['name'] ?? null },
      why: 'two of its sub-attributes',
    },
    {
      list: 'emails.value',
      showsAttribute: { emails: [{ value: 'a@x' }] },
      why: 'a sub-attribute of the elements that have it',
    },
    { list: 'name.middleName', showsAttribute: {}, why: 'an absent sub-attribute' },
    {
      list: `${ENTERPRISE_USER}:department`,
      showsAttribute: { [ENTERPRISE_USER]: { department: 'Ops' } },
      why: 'an attribute of an extension',
    },
    {
      list: 'department',
      showsAttribute: { [ENTERPRISE_USER]: { department: 'Ops' } },
      why: 'an attribute of an extension without its URN',
    },
    {
      list: ENTERPRISE_USER,
      showsAttribute: { [ENTERPRISE_USER]: enterprise },
      why: 'a whole extension (AMB-11)',
    },
    {
      list: ENTERPRISE_USER.toLowerCase(),
      showsAttribute: { [ENTERPRISE_USER]: enterprise },
      why: 'in any letter case',
    },
    { list: 'meta.version', showsAttribute: { meta: { version: '1' } }, why: 'a sub-attribute of meta' },
    {
      list: 'userName,foo',
      showsAttribute: { userName: 'ada' },
      why: 'unknown names are ignored (7644-3.9-05)',
    },
    { list: 'foo', showsAttribute: {}, why: 'even if all are unknown' },
    { list: 'a b c,,.', showsAttribute: {}, why: 'malformed names too' },
    { list: 'password', showsAttribute: {}, why: 'an attribute that is never returned (7643-7-07)' },
  ])('$list: $why', ({ list, showsAttribute }) => {
    expect(shown({ attributes: list })).toEqual({ schemas: ada['schemas'], id: 'u1', ...showsAttribute });
  });
});

describe('excludedAttributes hides named attributes, unless they are always returned (7644-3.9-03)', () => {
  it.each<{ list: string; hides: string[]; why: string }>([
    { list: 'emails', hides: ['emails'], why: 'an attribute' },
    { list: 'EMAILS,name', hides: ['name', 'emails'], why: 'two attributes, in any letter case' },
    { list: 'id,schemas,emails', hides: ['emails'], why: 'id and schemas stay' },
    { list: 'meta', hides: ['meta'], why: 'meta is hidden' },
    { list: ENTERPRISE_USER, hides: [ENTERPRISE_USER], why: 'a whole extension' },
    { list: 'foo', hides: [], why: 'unknown names are ignored' },
  ])('$list: $why', ({ list, hides }) => {
    const rest = Object.keys(ada).filter((name) => ![...hides, 'password'].includes(name));
    expect(names({ excludedAttributes: list })).toEqual(rest);
  });

  it.each<{ list: string; name: string; leaves: JsonObject | JsonObject[] | undefined }>([
    { list: 'emails.type', name: 'emails', leaves: [{ value: 'a@x', primary: true }] },
    { list: 'name.givenName', name: 'name', leaves: { familyName: 'Byron' } },
    { list: 'name.givenName,name.familyName', name: 'name', leaves: undefined },
    { list: 'name.middleName', name: 'name', leaves: { givenName: 'Ada', familyName: 'Byron' } },
    { list: 'emails.type,emails.value,emails.primary', name: 'emails', leaves: undefined },
    { list: `${ENTERPRISE_USER}:department`, name: ENTERPRISE_USER, leaves: { manager: { value: 'm1' } } },
  ])('$list leaves $leaves of $name', ({ list, name, leaves }) => {
    expect(shown({ excludedAttributes: list })[name]).toEqual(leaves);
  });
});

it('both parameters together are invalidValue (AMB-16)', () => {
  const query = { attributes: 'userName', excludedAttributes: 'emails' };
  expect(refusalOf(() => parseProjection(query, type, openParseContext()))).toMatchObject({
    code: 'invalidValue',
  });
});

describe('the characteristic returned (RFC 7643 §7)', () => {
  const attributes = (['always', 'default', 'request', 'never'] as const).map((returned): Attribute => ({
    ...string(returned, ''),
    returned,
  }));
  const custom: ResourceType = { ...type, schema: { ...type.schema, attributes } };
  const resource = { always: 'a', default: 'd', request: 'r', never: 'n' };

  it.each<{ query: Query; showsAttribute: string[] }>([
    { query: {}, showsAttribute: ['always', 'default'] },
    { query: { attributes: 'id' }, showsAttribute: ['always'] },
    { query: { attributes: 'default' }, showsAttribute: ['always', 'default'] },
    { query: { attributes: 'request,never' }, showsAttribute: ['always', 'request'] },
    { query: { excludedAttributes: 'always,default' }, showsAttribute: ['always'] },
    { query: { excludedAttributes: 'request' }, showsAttribute: ['always', 'default'] },
    { query: { excludedAttributes: 'foo' }, showsAttribute: ['always', 'default'] },
  ])('shows $showsAttribute for $query', ({ query, showsAttribute }) => {
    expect(Object.keys(shown(query, resource, custom))).toEqual(showsAttribute);
  });
});

it('an excluded sub-attribute does not request its attribute', () => {
  const badge: Attribute = {
    ...complex('badge', '', [string('number', ''), string('door', '')]),
    returned: 'request',
  };
  const custom: ResourceType = { ...type, schema: { ...type.schema, attributes: [badge] } };
  const resource = { badge: { number: '1', door: 'A' } };
  expect(shown({ excludedAttributes: 'badge.door' }, resource, custom)).toEqual({});
  expect(shown({ attributes: 'badge.door' }, resource, custom)).toEqual({ badge: { door: 'A' } });
});

describe('whether a reply shows any part of an attribute', () => {
  it.each<{ query: Query; is: boolean }>([
    { query: {}, is: true },
    { query: { excludedAttributes: 'members' }, is: false },
    { query: { excludedAttributes: 'MEMBERS,displayName' }, is: false },
    { query: { excludedAttributes: 'displayName' }, is: true },
    { query: { excludedAttributes: 'members.type' }, is: true },
    { query: { attributes: 'displayName' }, is: false },
    { query: { attributes: 'members' }, is: true },
    { query: { attributes: 'members.value' }, is: true },
  ])('members for $query: $is', ({ query, is }) => {
    expect(showsAttribute(parseProjection(query, group.type, openParseContext()), 'members')).toBe(is);
  });
});
