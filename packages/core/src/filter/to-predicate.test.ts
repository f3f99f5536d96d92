import { describe, expect, it } from 'vitest';
import { narrowUser, wholeUser } from '../profile/profiles.fixture.ts';
import { complex, string, type Attribute } from '../schema/attribute.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import type { JsonObject } from '../json.ts';
import type { CompareOp, Literal } from './ast.ts';
import { bound } from './filters.fixture.ts';
import { readValues, toPredicate } from './to-predicate.ts';

const ada: JsonObject = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE_USER],
  id: 'u1',
  externalId: 'AbC',
  userName: 'Ada@Contoso.Example',
  active: false,
  title: 'Dock Planner',
  name: { givenName: 'Ada', familyName: 'Åberg' },
  emails: [
    { type: 'work', value: 'ada@work.example', primary: true },
    { type: 'home', value: 'ada@home.example' },
  ],
  roles: [{ value: 'Editor', primary: false }],
  photos: [{}],
  [ENTERPRISE_USER]: { department: 'Harbour Ops', manager: { value: 'M1' } },
  meta: { resourceType: 'User', lastModified: '2026-01-31T12:00:00.000Z' },
};

const holds = (text: string, resource: JsonObject = ada): boolean =>
  toPredicate(bound(text, wholeUser.type))(resource);

describe('strings', () => {
  it.each([
    { text: 'userName eq "ada@CONTOSO.example"', is: true, why: 'case does not count unless caseExact' },
    { text: 'name.familyName eq "ÅBERG"', is: true, why: 'beyond ASCII too (7644-7.8-01)' },
    { text: 'externalId eq "AbC"', is: true, why: 'caseExact' },
    { text: 'externalId eq "abc"', is: false, why: 'caseExact' },
    { text: 'id eq "U1"', is: false, why: 'id is caseExact (7643-3.1-03)' },
    { text: 'userName ne "ada@contoso.example"', is: false, why: 'ne under the same rule' },
    { text: 'externalId ne "abc"', is: true, why: 'ne under the same rule' },
    { text: 'title co "k p"', is: true, why: 'the whole operand is a substring' },
    { text: 'title co "planner dock"', is: false, why: 'not its words' },
    { text: 'title sw "dock"', is: true, why: 'prefix' },
    { text: 'title sw "planner"', is: false, why: 'prefix' },
    { text: 'title ew "PLANNER"', is: true, why: 'suffix' },
    { text: 'title ew "dock"', is: false, why: 'suffix' },
    { text: 'title co "Dock Planner"', is: true, why: 'the full value satisfies co' },
    { text: 'title sw "Dock Planner"', is: true, why: 'and sw' },
    { text: 'title ew "Dock Planner"', is: true, why: 'and ew' },
    { text: 'externalId co "bc"', is: false, why: 'co is caseExact as well' },
    { text: 'title co "%"', is: false, why: '% is a character' },
    { text: 'title gt "doc"', is: true, why: 'lexicographic' },
    { text: 'title gt "Dock planner"', is: false, why: 'the same value, folded' },
    { text: 'title ge "Dock planner"', is: true, why: 'the same value, folded' },
    { text: 'title lt "E"', is: true, why: 'case does not count for order either' },
    { text: 'title le "Dock planner"', is: true, why: 'the same value, folded' },
    { text: 'title lt "Dock planner"', is: false, why: 'the same value, folded' },
    { text: 'externalId lt "abc"', is: true, why: 'caseExact: A before a' },
  ])('$text is $is: $why', ({ text, is }) => {
    expect(holds(text)).toBe(is);
  });

  it('are ordered by code point, as in both databases', () => {
    const emoji = { title: '😀' };
    expect(holds('title gt "\uffff"', emoji)).toBe(true);
    expect(holds('title lt "\u{1f601}"', emoji)).toBe(true);
  });
});

describe('booleans', () => {
  it.each([
    { text: 'active eq false', is: true, why: 'an assigned false is a value' },
    { text: 'active eq "False"', is: true, why: 'quoted as Entra does' },
    { text: 'active eq true', is: false, why: 'it is false' },
    { text: 'active ne true', is: true, why: 'it is false' },
    { text: 'active pr', is: true, why: 'false is present' },
  ])('$text is $is: $why', ({ text, is }) => {
    expect(holds(text)).toBe(is);
  });

  it('a user without active is neither true nor false', () => {
    expect([holds('active eq true', {}), holds('active eq false', {}), holds('active ne false', {})]).toEqual(
      [false, false, true],
    );
  });
});

describe('dateTimes are compared by instant (7644-3.4.2.2-08)', () => {
  it.each([
    { text: 'meta.lastModified eq "2026-01-31T13:00:00+01:00"', is: true },
    { text: 'meta.lastModified ge "2026-01-31T13:00:00+01:00"', is: true },
    { text: 'meta.lastModified le "2026-01-31T13:00:00+01:00"', is: true },
    { text: 'meta.lastModified gt "2026-01-31T13:00:00+01:00"', is: false },
    { text: 'meta.lastModified gt "2026-01-31T12:30:00+01:00"', is: true },
    { text: 'meta.lastModified lt "2026-01-31T12:00:00.001Z"', is: true },
    { text: 'meta.lastModified ne "2026-01-31T12:00:00Z"', is: false },
  ])('$text is $is', ({ text, is }) => {
    expect(holds(text)).toBe(is);
  });
});

describe('numbers are compared by value (7644-3.4.2.2-07)', () => {
  const level: Attribute = { ...string('level', ''), type: 'integer' };
  const path = { extension: undefined, attribute: level, sub: undefined };

  it.each<{ op: CompareOp; value: Literal; is: boolean }>([
    { op: 'eq', value: 9, is: true },
    { op: 'lt', value: 10, is: true },
    { op: 'gt', value: 10, is: false },
    { op: 'ge', value: 9, is: true },
    { op: 'le', value: 8, is: false },
    { op: 'ne', value: 9.5, is: true },
  ])('9 $op $value is $is', ({ op, value, is }) => {
    expect(toPredicate({ kind: 'compare', path, op, value })({ level: 9 })).toBe(is);
  });
});

describe('a missing value satisfies only ne (AMB-08)', () => {
  it.each([
    { text: 'nickName eq "x"', is: false },
    { text: 'nickName ne "x"', is: true },
    { text: 'nickName co ""', is: false },
    { text: 'nickName sw ""', is: false },
    { text: 'nickName ge ""', is: false },
    { text: 'nickName lt "z"', is: false },
    { text: 'not (nickName eq "x")', is: true },
    { text: 'nickName pr', is: false },
    { text: 'nickName eq null', is: true }, // AMB-09
    { text: 'nickName ne null', is: false },
    { text: 'title eq null', is: false },
    { text: 'title ne null', is: true },
    { text: 'name.middleName ne "x"', is: true },
    { text: 'ims ne "x"', is: true },
    { text: 'ims.value eq "x"', is: false },
    { text: `${ENTERPRISE_USER}:costCenter ne "x"`, is: true },
    { text: 'emails.display eq null', is: true },
  ])('$text is $is', ({ text, is }) => {
    expect(holds(text)).toBe(is);
  });
});

describe('pr means a non-empty value (7644-3.4.2.2-06)', () => {
  it.each<{ text: string; is: boolean; resource?: JsonObject; why: string }>([
    { text: 'title pr', is: true, why: 'a string' },
    { text: 'title pr', is: false, resource: { title: '' }, why: 'the empty string is not present' },
    { text: 'title pr', is: false, resource: { title: null }, why: 'nor is null' },
    { text: 'name pr', is: true, why: 'any part of a complex value' },
    { text: 'name pr', is: false, resource: { name: {} }, why: 'no part of it' },
    { text: 'name pr', is: false, resource: { name: { givenName: '' } }, why: 'only an empty part' },
    { text: 'emails pr', is: true, why: 'any element' },
    { text: 'emails pr', is: false, resource: { emails: [] }, why: 'no element' },
    { text: 'photos pr', is: false, why: 'an element without parts' },
    { text: 'emails.type pr', is: true, why: 'a part of any element' },
    { text: 'emails.display pr', is: false, why: 'a part of no element' },
    { text: `${ENTERPRISE_USER}:department pr`, is: true, why: 'an extension attribute' },
    { text: `${ENTERPRISE_USER}:manager pr`, is: true, why: 'a complex extension attribute' },
    { text: 'roles.primary pr', is: true, why: 'an assigned false' },
  ])('$text is $is: $why', ({ text, is, resource }) => {
    expect(holds(text, resource)).toBe(is);
  });
});

describe('a multi-valued attribute matches if any value does (7644-3.4.2.2-11)', () => {
  it.each([
    { text: 'emails.value eq "ada@home.example"', is: true, why: 'the second value' },
    { text: 'emails eq "ADA@home.example"', is: true, why: 'without the sub-attribute value' },
    { text: 'emails co "@work"', is: true, why: 'figure 2 of the RFC' },
    { text: 'emails.value ne "ada@home.example"', is: true, why: 'one value differs (AMB-08)' },
    {
      text: 'not (emails.value eq "ada@home.example")',
      is: false,
      why: 'only this form asks that no value matches',
    },
    { text: `schemas eq "${ENTERPRISE_USER}"`, is: true, why: 'a simple multi-valued attribute' },
    { text: 'schemas eq "urn:x"', is: false, why: 'no value matches' },
    { text: 'manager eq "M1"', is: true, why: 'the reference check of Entra' },
    { text: 'id eq "u1" and manager eq "M1"', is: true, why: 'in either order' },
    { text: 'manager eq "m1" and id eq "u1"', is: false, why: 'an id is caseExact' },
  ])('$text is $is: $why', ({ text, is }) => {
    expect(holds(text)).toBe(is);
  });
});

describe('one element must satisfy the whole of a value filter (7644-3.4.2.2-12)', () => {
  it.each([
    { text: 'emails[type eq "work" and value co "@work"]', is: true, why: 'one element does' },
    { text: 'emails[type eq "work" and value co "@home"]', is: false, why: 'two elements match half each' },
    {
      text: 'emails.type eq "work" and emails.value co "@home"',
      is: true,
      why: 'without brackets, two elements may',
    },
    { text: 'emails[type eq "work"].value eq "ada@work.example"', is: true, why: 'as Entra writes it' },
    { text: 'emails[type eq "work"].value eq "ada@home.example"', is: false, why: 'as Entra writes it' },
    { text: 'emails[not (type eq "work")]', is: true, why: 'an element that is not work' },
    { text: 'not (emails[type eq "home"])', is: false, why: 'no element is home' },
    { text: 'emails[display pr]', is: false, why: 'no element has a display' },
    { text: 'emails[display ne "x"]', is: true, why: 'a missing part satisfies ne' },
    { text: 'ims[type ne "x"]', is: false, why: 'but there must be an element' },
    { text: 'roles[primary eq "False"].value eq "editor"', is: true, why: 'with a quoted boolean' },
  ])('$text is $is: $why', ({ text, is }) => {
    expect(holds(text)).toBe(is);
  });
});

describe('an element without primary is not primary (AMB-19)', () => {
  it.each<{ text: string; is: boolean; emails: JsonObject[] }>([
    { text: 'emails[primary eq true]', is: false, emails: [{ value: 'a' }] },
    { text: 'emails[primary eq false]', is: true, emails: [{ value: 'a' }] },
    { text: 'emails[primary ne true]', is: true, emails: [{ value: 'a' }] },
    { text: 'emails[primary ne false]', is: false, emails: [{ value: 'a' }] },
    { text: 'emails[primary eq true]', is: true, emails: [{ value: 'a', primary: true }] },
    { text: 'emails[primary eq false]', is: false, emails: [{ value: 'a', primary: true }] },
    { text: 'emails.primary eq false', is: true, emails: [{ value: 'a', primary: true }, { value: 'b' }] },
    { text: 'emails.primary eq true', is: true, emails: [{ value: 'a' }, { value: 'b', primary: true }] },
    { text: 'emails.primary eq false', is: false, emails: [] },
    { text: 'emails.primary ne true', is: true, emails: [] },
    { text: 'emails[primary pr]', is: false, emails: [{ value: 'a' }] },
    { text: 'emails[primary eq null]', is: true, emails: [{ value: 'a' }] },
  ])('$text is $is for $emails', ({ text, is, emails }) => {
    expect(holds(text, { emails })).toBe(is);
  });
});

describe('readValues', () => {
  const value = (name: string, sub?: Attribute, extension?: string) => ({
    extension,
    attribute: complex(name, '', [string('value', '')]),
    sub,
  });
  const sub = string('value', '');

  it.each([
    { why: 'no value', of: {}, path: value('a'), are: [] },
    { why: 'null is not a value', of: { a: null }, path: value('a'), are: [] },
    { why: 'one value', of: { a: 1 }, path: value('a'), are: [1] },
    { why: 'false is a value', of: { a: false }, path: value('a'), are: [false] },
    { why: 'the values of a list', of: { a: [1, 2] }, path: value('a'), are: [1, 2] },
    { why: 'a sub-attribute', of: { a: { value: 1 } }, path: value('a', sub), are: [1] },
    {
      why: 'a sub-attribute of the elements that have it',
      of: { a: [{ value: 1 }, {}, 3] },
      path: value('a', sub),
      are: [1],
    },
    {
      why: 'a null sub-attribute is not a value',
      of: { a: { value: null } },
      path: value('a', sub),
      are: [],
    },
    { why: 'inside an extension', of: { x: { a: 1 } }, path: value('a', undefined, 'x'), are: [1] },
    { why: 'an extension that is not an object', of: { x: 1 }, path: value('a', undefined, 'x'), are: [] },
    { why: 'nothing of a prototype', of: {}, path: value('constructor'), are: [] },
  ])('$why', ({ of, path, are }) => {
    expect(readValues(of, path)).toEqual(are);
  });
});

it('works on the resources of a narrower profile', () => {
  const holdsNarrow = toPredicate(bound('emails[type eq "work"].value eq "a@x"', narrowUser.type));
  expect(holdsNarrow({ emails: [{ type: 'Work', value: 'A@x' }] })).toBe(true);
});
