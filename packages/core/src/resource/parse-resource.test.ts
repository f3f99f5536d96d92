import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import type { Json, JsonObject } from '../json.ts';
import { group, narrowUser, wholeUser } from '../profile/profiles.fixture.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { ENTERPRISE_USER, GROUP, USER } from '../schema/urn.ts';
import { parseResource } from './parse-resource.ts';

const admitUser = (body: JsonObject, context = openParseContext()) =>
  parseResource({ schemas: [USER], ...body }, wholeUser.type, context).resource;

describe('a body is parsed to a resource', () => {
  it.each<{ why: string; body: JsonObject; as: JsonObject }>([
    {
      why: 'attributes unchanged',
      body: { userName: 'ada', title: 'Dr' },
      as: { userName: 'ada', title: 'Dr' },
    },
    {
      why: 'names in any letter case, spelled as in the schema (7643-2.1-01)',
      body: { USERNAME: 'ada', Name: { GIVENNAME: 'Ada' } },
      as: { userName: 'ada', name: { givenName: 'Ada' } },
    },
    {
      why: 'null and [] are unassigned',
      body: { userName: 'ada', nickName: null, emails: [] },
      as: { userName: 'ada' },
    },
    { why: '"" is unassigned too', body: { userName: 'ada', title: '' }, as: { userName: 'ada' } },
    {
      why: 'read-only attributes are ignored (7644-3.3-03)',
      body: { id: '1', meta: { version: 'x' }, groups: [{ value: 'g' }], userName: 'ada' },
      as: { userName: 'ada' },
    },
    { why: 'externalId belongs to every type', body: { externalId: 'AbC' }, as: { externalId: 'AbC' } },
    { why: 'a password is accepted', body: { password: 'p' }, as: { password: 'p' } },
    { why: 'an absent active stays absent', body: { userName: 'ada' }, as: { userName: 'ada' } },
    { why: 'active as in a POST of Microsoft’s suite', body: { active: 'True' }, as: { active: true } },
    {
      why: 'an extension in its container',
      body: { schemas: [USER, ENTERPRISE_USER], [ENTERPRISE_USER]: { department: 'Ops' } },
      as: { [ENTERPRISE_USER]: { department: 'Ops' } },
    },
    {
      why: 'the URN of an extension in any letter case',
      body: { schemas: [USER, ENTERPRISE_USER], [ENTERPRISE_USER.toUpperCase()]: { DEPARTMENT: 'Ops' } },
      as: { [ENTERPRISE_USER]: { department: 'Ops' } },
    },
    {
      why: 'a manager as a string, as in one sample',
      body: { schemas: [USER, ENTERPRISE_USER], [ENTERPRISE_USER]: { manager: '4711' } },
      as: { [ENTERPRISE_USER]: { manager: { value: '4711' } } },
    },
    {
      why: 'an empty extension is absent',
      body: { userName: 'ada', [ENTERPRISE_USER]: { department: null, manager: '' } },
      as: { userName: 'ada' },
    },
    {
      why: 'null for an extension is absent',
      body: { userName: 'ada', [ENTERPRISE_USER]: null },
      as: { userName: 'ada' },
    },
  ])('$why', ({ body, as }) => {
    expect(admitUser(body)).toEqual(as);
  });

  it('keeps every string byte for byte', () => {
    const title = ' \u00a0Ｄock  rene\u0301 ﬁ\t';
    expect(admitUser({ title })).toEqual({ title });
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'the key %s reaches no prototype',
    (key) => {
      const body = JSON.parse(`{"schemas":["${USER}"],"userName":"ada","${key}":{"admin":true},
      "name":{"${key}":{"admin":true},"givenName":"A"}}`) as JsonObject; // what a client can send
      const context = openParseContext();
      const { resource } = parseResource(body, wholeUser.type, context);
      expect(resource).toEqual({ userName: 'ada', name: { givenName: 'A' } });
      expect(Object.getPrototypeOf(resource)).toBe(Object.prototype);
      expect(Reflect.get({}, 'admin')).toBeUndefined();
      expect([...context.ignored]).toEqual([key, `name.${key}`]);
    },
  );
});

describe('unmapped attributes are ignored and recorded (AMB-20)', () => {
  it.each<{ why: string; body: JsonObject; ignored: string[] }>([
    { why: 'an attribute', body: { foo: 'bar' }, ignored: ['foo'] },
    { why: 'null is not recorded', body: { foo: null }, ignored: [] },
    { why: 'an unknown sub-attribute', body: { name: { foo: 'x', givenName: 'A' } }, ignored: ['name.foo'] },
    {
      why: 'an unknown attribute of an extension',
      body: { [ENTERPRISE_USER]: { foo: 1, bar: null } },
      ignored: [`${ENTERPRISE_USER}:foo`],
    },
    { why: 'an extension', body: { 'urn:x:y': { a: 1 } }, ignored: ['urn:x:y'] },
    {
      why: 'read-only attributes are not recorded',
      body: { id: '1', groups: [{ value: 'g' }] },
      ignored: [],
    },
  ])('$why', ({ body, ignored }) => {
    const context = openParseContext();
    admitUser(body, context);
    expect([...context.ignored]).toEqual(ignored);
  });

  it('also whole attributes without a row', () => {
    const context = openParseContext();
    const body = { schemas: [USER], userName: 'ada', title: 'Dr', [ENTERPRISE_USER]: { department: 'Ops' } };
    expect(parseResource(body, narrowUser.type, context).resource).toEqual({ userName: 'ada' });
    expect([...context.ignored]).toEqual(['title', `${ENTERPRISE_USER}:department`]);
  });
});

describe('a body that is not a resource of the type is refused', () => {
  it.each<{ why: string; body: unknown; code: string; path?: string }>([
    { why: 'a list', body: [], code: 'invalidSyntax' }, // 7644-3.12-01
    { why: 'a string', body: 'x', code: 'invalidSyntax' },
    { why: 'null', body: null, code: 'invalidSyntax' },
    { why: 'no schemas', body: { userName: 'x' }, code: 'invalidSyntax', path: 'schemas' }, // AMB-21
    { why: 'empty schemas', body: { schemas: [] }, code: 'invalidSyntax', path: 'schemas' },
    { why: 'schemas that is not a list', body: { schemas: USER }, code: 'invalidSyntax', path: 'schemas' },
    { why: 'the schema of another type', body: { schemas: [GROUP] }, code: 'invalidSyntax', path: 'schemas' },
    {
      why: 'only an extension',
      body: { schemas: [ENTERPRISE_USER] },
      code: 'invalidSyntax',
      path: 'schemas',
    },
    { why: 'schemas of numbers', body: { schemas: [1] }, code: 'invalidSyntax', path: 'schemas' },
    { why: 'a wrong value', body: { schemas: [USER], title: 5 }, code: 'invalidValue', path: 'title' },
    { why: 'its canonical name', body: { schemas: [USER], TITLE: 5 }, code: 'invalidValue', path: 'title' },
    {
      why: 'a container that is not an object',
      body: { schemas: [USER], [ENTERPRISE_USER]: 'x' },
      code: 'invalidValue',
      path: ENTERPRISE_USER,
    },
    {
      why: 'a wrong value in a container',
      body: { schemas: [USER], [ENTERPRISE_USER]: { department: [] } },
      code: 'invalidValue',
      path: `${ENTERPRISE_USER}:department`,
    },
  ])('$why: $code', ({ body, code, path }) => {
    expect(refusalOf(() => parseResource(body, wholeUser.type, openParseContext()))).toMatchObject({
      code,
      path,
    });
  });
});

describe('schemas', () => {
  it.each<{ why: string; schemas: Json }>([
    { why: 'in any order (7643-3-01)', schemas: [ENTERPRISE_USER, USER] },
    { why: 'in any letter case', schemas: [USER.toUpperCase()] },
    { why: 'with a number in it', schemas: [5, USER] },
  ])('$why', ({ schemas }) => {
    const context = openParseContext();
    expect(parseResource({ schemas, userName: 'ada' }, wholeUser.type, context).resource).toEqual({
      userName: 'ada',
    });
    expect([...context.departures]).toEqual([]);
  });

  it('may be spelled in any letter case', () => {
    expect(
      parseResource({ SCHEMAS: [USER], userName: 'ada' }, wholeUser.type, openParseContext()).resource,
    ).toEqual({
      userName: 'ada',
    });
  });

  it('need not list an extension without a value', () => {
    const context = openParseContext();
    admitUser({ [ENTERPRISE_USER]: { department: null } }, context);
    expect([...context.departures]).toEqual([]);
  });
});

describe('members are not part of the resource', () => {
  const admitGroup = (body: JsonObject) =>
    parseResource({ schemas: [GROUP], ...body }, group.type, openParseContext());

  it.each<{ why: string; body: JsonObject; members: JsonObject[] | undefined }>([
    { why: 'none named', body: {}, members: undefined },
    { why: 'an empty list', body: { members: [] }, members: [] },
    { why: 'null', body: { members: null }, members: [] },
    { why: 'some', body: { MEMBERS: [{ value: '1', display: 'x' }] }, members: [{ value: '1' }] },
  ])('$why', ({ body, members }) => {
    const parsed = admitGroup({ displayName: 'G', ...body });
    expect(parsed).toEqual({ resource: { displayName: 'G' }, members });
  });

  it('a user has no members', () => {
    const context = openParseContext();
    const body = { schemas: [USER], members: [{ value: '1' }] };
    expect(parseResource(body, wholeUser.type, context)).toEqual({ resource: {}, members: undefined });
    expect([...context.ignored]).toEqual(['members']);
  });
});
