import { describe, expect, it } from 'vitest';
import { defineSchema, type AttributeDefinition, type SchemaDefinition } from './define-schema.ts';

const text = (name: string, more: Partial<AttributeDefinition> = {}): AttributeDefinition => ({
  name,
  description: 'Something.',
  ...more,
});
const list = (...subAttributes: readonly AttributeDefinition[]): AttributeDefinition =>
  text('list', { type: 'complex', multiValued: true, subAttributes });
const access = (...attributes: readonly AttributeDefinition[]): SchemaDefinition => ({
  id: 'urn:contoso:params:scim:schemas:extension:access:2.0:User',
  name: 'Access',
  description: 'Where a person may go',
  attributes,
});

describe('defineSchema', () => {
  it('takes for what is left out what RFC 7643 §2.2 has', () => {
    expect(defineSchema(access(text('badge'))).attributes).toEqual([
      {
        name: 'badge',
        type: 'string',
        multiValued: false,
        description: 'Something.',
        required: false,
        caseExact: false,
        mutability: 'readWrite',
        returned: 'default',
        uniqueness: 'none',
      },
    ]);
  });

  it('has the case of a binary and of a reference count', () => {
    const { attributes } = defineSchema(
      access(
        text('key', { type: 'binary' }),
        text('link', { type: 'reference', referenceTypes: ['external'] }),
        text('code'),
      ),
    );
    expect(attributes.map(({ caseExact }) => caseExact)).toEqual([true, true, false]);
  });

  it('keeps what is said, of parts too', () => {
    const said = {
      required: true,
      mutability: 'immutable',
      returned: 'request',
      canonicalValues: ['a', 'b'],
    } as const;
    const { attributes } = defineSchema(
      access(text('one', { ...said, uniqueness: 'server' }), list(text('two', said))),
    );
    expect(attributes).toMatchObject([{ ...said, uniqueness: 'server' }, { subAttributes: [said] }]);
  });

  it.each<[why: string, definition: object, told: string]>([
    [
      'of the schema',
      { ...access(text('badge')), atributes: [] },
      'Access: unknown option "atributes"; did you mean attributes?',
    ],
    [
      'of an attribute',
      access(Object.assign(text('badge'), { requierd: true })),
      'Access: attributes[0] "badge": unknown option "requierd"; did you mean required?',
    ],
    [
      'of a part',
      access(list(Object.assign(text('value'), { multivalued: true }))),
      'Access: attributes[0] "list".subAttributes[0] "value": unknown option "multivalued"; did you mean multiValued?',
    ],
  ])('refuses a misspelt option %s', (_, definition, told) => {
    // A misspelt option is what JavaScript may bring.
    expect(() => defineSchema(definition as SchemaDefinition)).toThrow(told);
  });

  it.each<[why: string, definition: SchemaDefinition, told: string | RegExp]>([
    [
      'an id that is no URN',
      { ...access(text('a')), id: 'https://contoso.example/access' },
      'Access: its id "https',
    ],
    ['an id in capitals', { ...access(text('a')), id: 'URN:contoso:access' }, /no URN/],
    ['an id with a bracket', { ...access(text('a')), id: 'urn:contoso:access[1]' }, /no URN/],
    [
      'an id of RFC 7643',
      { ...access(text('a')), id: 'urn:ietf:params:scim:schemas:core:2.0:User' },
      /URN of your own/,
    ],
    [
      'the enterprise extension',
      { ...access(text('a')), id: 'urn:ietf:params:scim:schemas:extension:Enterprise:2.0:User' },
      /URN of your own/,
    ],
    ['no name', { ...access(text('a')), name: '' }, /has no name/],
    ['no attribute', access(), 'Access: attributes is empty'],
    ['a name with a blank', access(text('a'), text('b c')), 'Access: attributes[1] "b c": is no name'],
    ['a name that begins with a digit', access(text('1a')), /is no name/],
    ['a name that begins with an underscore', access(text('__proto__')), /is no name/],
    ['$ref outside of a complex attribute', access(text('$ref')), /is no name/],
    ['a name twice', access(text('badge'), text('BADGE')), 'attributes[1] "BADGE": stands there twice'],
    ['the name of a common attribute', access(text('Meta')), /every resource has already/],
    ['no description', access(text('a', { description: '' })), /needs a description/],
    // As JavaScript would pass it.
    ['a type that is none', access(text('a', { type: 'number' as 'integer' })), /no type of RFC 7643/],
    [
      'parts of a simple attribute',
      access(text('a', { subAttributes: [text('b')] })),
      /if and only if it is complex/,
    ],
    [
      'a complex attribute without parts',
      access(text('a', { type: 'complex' })),
      /if and only if it is complex/,
    ],
    ['a complex attribute with no parts', access(list()), 'attributes[0] "list".subAttributes is empty'],
    [
      'a complex part',
      access(list(text('b', { type: 'complex', subAttributes: [text('c')] }))),
      'attributes[0] "list".subAttributes[0] "b": is complex inside',
    ],
    ['a part with several values', access(list(text('b', { multiValued: true }))), /each value has one/],
    ['readOnly', access(text('a', { mutability: 'readOnly' as 'immutable' })), /nobody could ever set/],
    ['writeOnly', access(text('a', { mutability: 'writeOnly' as 'immutable' })), /kept in clear/],
    ['what is never returned', access(text('a', { returned: 'never' as 'always' })), /kept in clear/],
    [
      'what is unique everywhere',
      access(text('a', { uniqueness: 'global' as 'server' })),
      /by server or not at all/,
    ],
    ['a unique part', access(list(text('b', { uniqueness: 'server' }))), /cannot be unique/],
    ['a unique boolean', access(text('a', { type: 'boolean', uniqueness: 'server' })), /cannot be unique/],
    ['a unique list', access(text('a', { multiValued: true, uniqueness: 'server' })), /cannot be unique/],
    [
      'a binary whose case does not count',
      access(text('a', { type: 'binary', caseExact: false })),
      /caseExact always/,
    ],
    [
      'canonical values of a number',
      access(text('a', { type: 'integer', canonicalValues: ['1'] })),
      /of a string/,
    ],
    ['no canonical value', access(text('a', { canonicalValues: [] })), /of a string/],
    ['a reference to nothing', access(text('a', { type: 'reference' })), /if and only if it is a reference/],
    [
      'a text that refers',
      access(text('a', { referenceTypes: ['User'] })),
      /if and only if it is a reference/,
    ],
    ['a type without canonical values', access(list(text('type'))), /needs canonicalValues/],
    ['a primary of no list', access(text('primary', { type: 'boolean' })), /marks one value of a list/],
    ['a primary that is a text', access(list(text('primary'))), /is a boolean in a list/],
  ])('refuses %s', (_, definition, told) => {
    expect(() => defineSchema(definition)).toThrow(told);
  });
});
