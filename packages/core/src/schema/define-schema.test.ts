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
  it('fills in the defaults of RFC 7643 §2.2', () => {
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

  it('makes a binary and a reference caseExact', () => {
    const { attributes } = defineSchema(
      access(
        text('key', { type: 'binary' }),
        text('link', { type: 'reference', referenceTypes: ['external'] }),
        text('code'),
      ),
    );
    expect(attributes.map(({ caseExact }) => caseExact)).toEqual([true, true, false]);
  });

  it('keeps the given characteristics, in sub-attributes too', () => {
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
      'of a sub-attribute',
      access(list(Object.assign(text('value'), { multivalued: true }))),
      'Access: attributes[0] "list".subAttributes[0] "value": unknown option "multivalued"; did you mean multiValued?',
    ],
  ])('refuses a misspelt option %s', (_, definition, told) => {
    // The compiler finds a misspelt option; JavaScript does not.
    expect(() => defineSchema(definition as SchemaDefinition)).toThrow(told);
  });

  it.each<[why: string, definition: SchemaDefinition, told: string | RegExp]>([
    [
      'an id that is not a URN',
      { ...access(text('a')), id: 'https://contoso.example/access' },
      'Access: its id "https',
    ],
    ['an id in capitals', { ...access(text('a')), id: 'URN:contoso:access' }, /not a URN/],
    ['an id with a bracket', { ...access(text('a')), id: 'urn:contoso:access[1]' }, /not a URN/],
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
    [
      'a name with a blank',
      access(text('a'), text('b c')),
      'Access: attributes[1] "b c": is not a valid name',
    ],
    ['a name that begins with a digit', access(text('1a')), /is not a valid name/],
    ['a name that begins with an underscore', access(text('__proto__')), /is not a valid name/],
    ['$ref outside of a complex attribute', access(text('$ref')), /is not a valid name/],
    ['a repeated name', access(text('badge'), text('BADGE')), 'attributes[1] "BADGE": is declared twice'],
    ['the name of a common attribute', access(text('Meta')), /every resource already has/],
    ['no description', access(text('a', { description: '' })), /needs a description/],
    // The compiler finds this one; JavaScript does not.
    ['an unknown type', access(text('a', { type: 'number' as 'integer' })), /unknown type/],
    [
      'sub-attributes of a simple attribute',
      access(text('a', { subAttributes: [text('b')] })),
      /must have subAttributes if it is complex/,
    ],
    [
      'a complex attribute without subAttributes',
      access(text('a', { type: 'complex' })),
      /must have subAttributes if it is complex/,
    ],
    [
      'a complex attribute with empty subAttributes',
      access(list()),
      'attributes[0] "list".subAttributes is empty',
    ],
    [
      'a complex sub-attribute',
      access(list(text('b', { type: 'complex', subAttributes: [text('c')] }))),
      'attributes[0] "list".subAttributes[0] "b": is complex inside',
    ],
    [
      'a multi-valued sub-attribute',
      access(list(text('b', { multiValued: true }))),
      /cannot be multi-valued/,
    ],
    ['readOnly', access(text('a', { mutability: 'readOnly' as 'immutable' })), /nobody could set/],
    ['writeOnly', access(text('a', { mutability: 'writeOnly' as 'immutable' })), /stored in plain text/],
    [
      'an attribute that is never returned',
      access(text('a', { returned: 'never' as 'always' })),
      /stored in plain text/,
    ],
    ['global uniqueness', access(text('a', { uniqueness: 'global' as 'server' })), /server or none/],
    ['a unique sub-attribute', access(list(text('b', { uniqueness: 'server' }))), /cannot be unique/],
    ['a unique boolean', access(text('a', { type: 'boolean', uniqueness: 'server' })), /cannot be unique/],
    ['a unique list', access(text('a', { multiValued: true, uniqueness: 'server' })), /cannot be unique/],
    [
      'a binary that is not caseExact',
      access(text('a', { type: 'binary', caseExact: false })),
      /always caseExact/,
    ],
    [
      'canonical values of a number',
      access(text('a', { type: 'integer', canonicalValues: ['1'] })),
      /on a string/,
    ],
    ['empty canonical values', access(text('a', { canonicalValues: [] })), /on a string/],
    [
      'a reference without types',
      access(text('a', { type: 'reference' })),
      /must have referenceTypes if it is a reference/,
    ],
    [
      'a string with reference types',
      access(text('a', { referenceTypes: ['User'] })),
      /must have referenceTypes if it is a reference/,
    ],
    ['a type without canonical values', access(list(text('type'))), /with canonicalValues/],
    [
      'a primary outside a multi-valued attribute',
      access(text('primary', { type: 'boolean' })),
      /reserves for marking one value/,
    ],
    ['a primary that is a string', access(list(text('primary'))), /must be a boolean/],
  ])('refuses %s', (_, definition, told) => {
    expect(() => defineSchema(definition)).toThrow(told);
  });
});
