import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import type { Json } from '../json.ts';
import { wholeUser } from '../profile/profiles.fixture.ts';
import { refusalOf } from '../refusal.fixture.ts';
import {
  complex,
  findAttribute,
  plural,
  string,
  type Attribute,
  type AttributeType,
} from '../schema/attribute.ts';
import { parseValue } from './parse-value.ts';

const of = (type: AttributeType): Attribute => ({ ...string('x', ''), type });
const parsed = (attribute: Attribute, value: Json, context = openParseContext()) =>
  parseValue(attribute, value, 'x', wholeUser.type, context);

describe('a value of the right type is accepted', () => {
  it.each<{ type: AttributeType; value: Json; as?: Json; why: string }>([
    { type: 'string', value: 'Mira', why: 'a string' },
    {
      type: 'string',
      value: ' +47 900 00 000 ',
      why: 'byte for byte, because Entra would send a changed one for ever',
    },
    { type: 'string', value: 'rene\u0301 Ａ', why: 'neither composed nor folded' },
    { type: 'string', value: '😀', why: 'a pair of surrogates is a character' },
    { type: 'string', value: 'a\u0007b\n', why: 'control characters other than NUL' },
    { type: 'string', value: `a${'\u0301'.repeat(30)}`, why: 'thirty combining marks in a row' },
    { type: 'string', value: 'x'.repeat(32_768), why: '32,768 characters' },
    { type: 'boolean', value: true, why: 'true' },
    { type: 'boolean', value: false, why: 'false' },
    { type: 'boolean', value: 'False', as: false, why: 'as the default dialect sends it (AMB-17)' },
    { type: 'boolean', value: 'TRUE', as: true, why: 'in any letter case' },
    { type: 'integer', value: 5, why: 'a whole number' },
    { type: 'integer', value: -0, as: 0, why: 'zero without a sign, which JSON does not keep' },
    { type: 'decimal', value: -0, as: 0, why: 'zero without a sign' },
    { type: 'decimal', value: 1.5, why: 'a number' },
    { type: 'dateTime', value: '2026-01-31T12:00:00Z', why: 'UTC' },
    { type: 'dateTime', value: '2026-01-31T12:00:00.123+01:00', why: 'with fraction and offset, as sent' },
    { type: 'binary', value: 'YWI=', why: 'base64' },
    { type: 'binary', value: 'YWI', why: 'without padding (7643-2.3-03)' },
    { type: 'binary', value: 'a-_b', why: 'in the URL alphabet' },
    { type: 'reference', value: '../Users/1', why: 'a relative URI' },
    { type: 'reference', value: 'https://x.example/a', why: 'an absolute URI' },
  ])('$type $value: $why', ({ type, value, as = value }) => {
    expect(parsed(of(type), value)).toBe(as);
  });
});

describe('a value of a wrong type is invalidValue and names the path', () => {
  it.each<{ type: AttributeType; value: Json; problem: string }>([
    { type: 'string', value: 5, problem: 'must be a string' },
    { type: 'string', value: true, problem: 'must be a string' },
    { type: 'string', value: { a: 1 }, problem: 'must be a string' },
    { type: 'string', value: ['a'], problem: 'must be a string' },
    { type: 'string', value: 'a\0b', problem: 'NUL' },
    { type: 'string', value: '\ud83d', problem: 'half of a surrogate pair' },
    { type: 'string', value: 'a\ude00b', problem: 'half of a surrogate pair' },
    { type: 'string', value: `a${'\u0301\u0323'.repeat(16)}`, problem: 'more than 30 combining marks' },
    { type: 'string', value: 'x'.repeat(32_769), problem: 'more than 32768 characters' },
    { type: 'boolean', value: 'banana', problem: 'must be true or false' },
    { type: 'boolean', value: 1, problem: 'must be true or false' },
    { type: 'boolean', value: 'True ', problem: 'must be true or false' },
    { type: 'boolean', value: [], problem: 'must be true or false' },
    { type: 'integer', value: 1.5, problem: 'must be a whole number' },
    { type: 'integer', value: '5 ', problem: 'must be a whole number' },
    { type: 'integer', value: '5.0', problem: 'must be a whole number' },
    { type: 'integer', value: '9007199254740993', problem: 'must be a whole number' },
    { type: 'integer', value: 2 ** 53, problem: 'must be a whole number' },
    { type: 'decimal', value: '0x1', problem: 'must be a number' },
    { type: 'decimal', value: '1e999', problem: 'must be a number' },
    { type: 'decimal', value: Number.POSITIVE_INFINITY, problem: 'must be a number' },
    { type: 'dateTime', value: '2024-01-01', problem: 'must be a date with a time' },
    { type: 'dateTime', value: '2024-13-01T00:00:00Z', problem: 'must be a date with a time' },
    { type: 'dateTime', value: 'yesterday', problem: 'must be a date with a time' },
    { type: 'dateTime', value: 5, problem: 'must be a string' },
    { type: 'binary', value: '%%%', problem: 'must be base64' },
    { type: 'binary', value: 'YWI====', problem: 'must be base64' },
    { type: 'reference', value: {}, problem: 'must be a string' },
    { type: 'reference', value: 'a\0', problem: 'NUL' },
  ])('$type $value: $problem', ({ type, value, problem }) => {
    const refusal = refusalOf(() => parsed(of(type), value));
    expect(refusal).toMatchObject({ code: 'invalidValue', path: 'x' });
    expect(refusal.message).toMatch(new RegExp(`^x .*${problem}`));
  });

  it('does not quote the value, which may be personal', () => {
    expect(refusalOf(() => parsed(of('boolean'), 'mira')).message).not.toContain('mira');
  });
});

describe('unassigned is one state: absent, null, [] and, from Entra, "" (RFC 7643 §2.5, AMB-61)', () => {
  const types: AttributeType[] = [
    'string',
    'boolean',
    'integer',
    'decimal',
    'dateTime',
    'binary',
    'reference',
  ];
  const single = types.map((type) => ({ title: type, attribute: of(type) }));
  const emails = plural('emails', '', string('value', ''));
  const name = complex('name', '', [string('formatted', '')]);

  it.each([...single, { title: 'complex', attribute: name }, { title: 'multi-valued', attribute: emails }])(
    'null and "" unassign a $title attribute',
    ({ attribute }) => {
      expect(parsed(attribute, null)).toBeUndefined();
      const context = openParseContext();
      expect(parsed(attribute, '', context)).toBeUndefined();
      expect([...context.departures]).toEqual(['empty-value-clears']);
    },
  );

  it.each<{ title: string; attribute: Attribute; value: Json }>([
    { title: 'an empty list', attribute: emails, value: [] },
    { title: 'a list of nulls', attribute: emails, value: [null, null] },
    { title: 'elements without values', attribute: emails, value: [{}, { value: null }, { value: '' }] },
    { title: 'an empty object', attribute: name, value: {} },
    { title: 'an object without values', attribute: name, value: { formatted: null } },
    { title: 'an empty list for one complex value', attribute: name, value: [] },
    { title: 'a list of null for one complex value', attribute: name, value: [null] },
  ])('by $title', ({ attribute, value }) => {
    expect(parsed(attribute, value)).toBeUndefined();
  });

  it('with that departure off, "" is a string, and not a boolean', () => {
    const context = () => openParseContext({ off: ['empty-value-clears'] });
    expect(parsed(of('string'), '', context())).toBe('');
    expect(refusalOf(() => parsed(of('boolean'), '', context())).code).toBe('invalidValue');
    expect(refusalOf(() => parsed(emails, '', context())).code).toBe('invalidValue');
  });
});

describe('complex values', () => {
  const manager = complex('manager', '', [
    string('value', ''),
    string('$ref', ''),
    string('displayName', '', { mutability: 'readOnly' }),
  ]);
  const name = complex('name', '', [string('givenName', ''), { ...string('x', ''), type: 'boolean' }]);

  it.each<{ why: string; attribute: Attribute; value: Json; as: Json }>([
    { why: 'an object', attribute: name, value: { givenName: 'A' }, as: { givenName: 'A' } },
    { why: 'canonical names', attribute: name, value: { GIVENNAME: 'A' }, as: { givenName: 'A' } },
    { why: 'sub-attributes coerced', attribute: name, value: { x: 'True' }, as: { x: true } },
    { why: 'nulls left out', attribute: name, value: { givenName: 'A', x: null }, as: { givenName: 'A' } },
    {
      why: 'unknown sub-attributes left out',
      attribute: name,
      value: { givenName: 'A', y: 1 },
      as: { givenName: 'A' },
    },
    {
      why: 'read-only sub-attributes left out (7643-4.3-02)',
      attribute: manager,
      value: { value: '1', displayName: 'Bob' },
      as: { value: '1' },
    },
    { why: 'a bare string is its value (AMB-41)', attribute: manager, value: '1', as: { value: '1' } },
    {
      why: 'an array of one is its element (AMB-41)',
      attribute: manager,
      value: [{ $ref: null, value: '1' }],
      as: { value: '1' },
    },
    {
      why: 'an array of one string is its element too',
      attribute: manager,
      value: ['1'],
      as: { value: '1' },
    },
  ])('$why', ({ attribute, value, as }) => {
    expect(parsed(attribute, value)).toEqual(as);
  });

  it.each<{ why: string; attribute: Attribute; value: Json; path: string }>([
    { why: 'a number', attribute: name, value: 5, path: 'x' },
    { why: 'a string for an attribute without a value', attribute: name, value: 'A', path: 'x' },
    {
      why: 'an array of two elements',
      attribute: manager,
      value: [{ value: '1' }, { value: '2' }],
      path: 'x',
    },
    { why: 'an array in an array', attribute: manager, value: [[{ value: '1' }]], path: 'x' },
    {
      why: 'a sub-attribute of a wrong type, by its name',
      attribute: name,
      value: { GIVENNAME: 5 },
      path: 'x.givenName',
    },
    { why: 'an object as a sub-attribute', attribute: name, value: { givenName: {} }, path: 'x.givenName' },
  ])('$why is refused', ({ attribute, value, path }) => {
    expect(refusalOf(() => parsed(attribute, value))).toMatchObject({ code: 'invalidValue', path });
  });

  it('a deeply nested array is refused without recursion', () => {
    let deep: Json = '1';
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
    expect(refusalOf(() => parsed(manager, deep)).code).toBe('invalidValue');
  });

  it('records the unmapped sub-attributes that have a value', () => {
    const context = openParseContext();
    parsed(name, { givenName: 'A', y: 1, z: null }, context);
    expect([...context.ignored]).toEqual(['x.y']);
  });
});

describe('multi-valued attributes', () => {
  const emails = plural('emails', '', string('value', ''), ['work']);
  const roles = findAttribute(wholeUser.type.schema.attributes, 'roles');

  it.each<{ why: string; value: Json; as: Json }>([
    {
      why: 'elements in their order',
      value: [{ value: 'b' }, { value: 'a' }],
      as: [{ value: 'b' }, { value: 'a' }],
    },
    { why: 'null elements skipped', value: [null, { value: 'a' }], as: [{ value: 'a' }] },
    { why: 'empty elements skipped', value: [{}, { value: 'a' }], as: [{ value: 'a' }] },
    { why: 'a string is a value (AMB-42)', value: ['a'], as: [{ value: 'a' }] },
    { why: 'primary coerced', value: [{ value: 'a', primary: 'True' }], as: [{ value: 'a', primary: true }] },
    {
      why: 'equal elements once (7643-2.4-03)',
      value: [
        { value: 'a', type: 'work' },
        { type: 'work', value: 'a' },
        { value: 'a', type: 'home' },
      ],
      as: [
        { value: 'a', type: 'work' },
        { value: 'a', type: 'home' },
      ],
    },
    {
      why: 'one primary among others',
      value: [
        { value: 'a', primary: true },
        { value: 'b', primary: 'false' },
      ],
      as: [
        { value: 'a', primary: true },
        { value: 'b', primary: false },
      ],
    },
  ])('$why', ({ value, as }) => {
    expect(parsed(emails, value)).toEqual(as);
  });

  it('a string is refused if elements have no value sub-attribute', () => {
    const addresses = complex('addresses', '', [string('formatted', '')], { multiValued: true });
    expect(refusalOf(() => parsed(addresses, ['Quay 4'])).message).toContain('not objects');
  });

  it('1,000 elements', () => {
    expect(
      parsed(
        emails,
        Array.from({ length: 1000 }, (_, at) => `x${at}`),
      ),
    ).toHaveLength(1000);
  });

  it('of simple values', () => {
    const tags: Attribute = { ...string('tags', ''), multiValued: true };
    expect(parsed(tags, ['a', null, '', 'b'])).toEqual(['a', 'b']);
    expect(parsed(tags, [{ Value: 'a', type: 'x', display: null }, 'b', { value: null }])).toEqual([
      'a',
      'b',
    ]);
    expect(refusalOf(() => parsed(tags, [{ type: 'a' }])).message).toContain('do not send them as objects');
  });

  it.each<{ why: string; value: Json; problem: string }>([
    { why: 'a string', value: 'x', problem: 'send an array' }, // 7643-2.3-05
    { why: 'a number', value: 7, problem: 'send an array' },
    { why: 'one object', value: { value: 'a' }, problem: 'send an array' },
    { why: 'numbers in the list', value: [7], problem: 'not objects' },
    { why: 'lists in the list', value: [[]], problem: 'not objects' },
    { why: 'a sub-attribute of a wrong type', value: [{ value: 7 }], problem: 'must be a string' },
    {
      why: 'two primaries',
      value: [
        { value: 'a', primary: true },
        { value: 'b', primary: 'True' },
      ],
      problem: 'one',
    }, // AMB-18
    {
      why: 'more than 1,000 values',
      value: Array.from({ length: 1001 }, () => 'x'),
      problem: 'more than 1000',
    },
  ])('$why is refused', ({ value, problem }) => {
    const refusal = refusalOf(() => parsed(emails, value));
    expect(refusal.code).toBe('invalidValue');
    expect(refusal.message).toContain(problem);
  });

  it.each<{ why: string; value: Json; as: Json }>([
    {
      why: 'a role as JSON text is read as that role',
      value: [{ value: '{"id":"18d1","value":"Editor","displayName":"The editor"}' }],
      as: [{ value: 'Editor', display: 'The editor' }],
    },
    {
      why: 'display has precedence over displayName',
      value: [{ type: 'a', value: '{"value":"Editor","display":"D","displayName":"N"}' }],
      as: [{ type: 'a', value: 'Editor', display: 'D' }],
    },
    {
      why: 'text that only looks like JSON is text',
      value: [{ value: '{broken' }],
      as: [{ value: '{broken' }],
    },
    { why: 'an object without a value is text', value: [{ value: '{"a":1}' }], as: [{ value: '{"a":1}' }] },
    {
      why: 'a value that is not a string is text',
      value: [{ value: '{"value":1}' }],
      as: [{ value: '{"value":1}' }],
    },
    { why: 'a list is text', value: [{ value: '["a"]' }], as: [{ value: '["a"]' }] },
  ])('$why', ({ value, as }) => {
    expect(roles && parsed(roles, value)).toEqual(as);
  });
});
