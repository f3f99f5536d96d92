import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import type { Json, JsonObject } from '../json.ts';
import { wholeUser } from '../profile/profiles.fixture.ts';
import { complex, plural, string, type Attribute, type Schema } from '../schema/attribute.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { parseProjection, project } from './project.ts';

const EXTENSION = 'urn:example:scim:schemas:extension:Law:2.0:User';
const SECRET = 'must never be shown';

type Returned = Attribute['returned'];
/** Attributes with every value of `returned` (RFC 7643 §7); sub-attributes with some of them. */
const anyReturned = fc.constantFrom<Returned>('default', 'default', 'always', 'never', 'request');
const partReturned = fc.constantFrom<Returned>('default', 'default', 'never');

/** A simple attribute, a complex one and a multi-valued one. */
const attributes: fc.Arbitrary<readonly Attribute[]> = fc
  .tuple(anyReturned, anyReturned, anyReturned, partReturned, partReturned)
  .map(([plain, single, many, part, ofMany]) => [
    string('plain', '', { returned: plain }),
    {
      ...complex('single', '', [string('part', '', { returned: part }), string('other', '')]),
      returned: single,
    },
    {
      ...plural('many', '', string('value', '', { returned: ofMany }), ['work'], [string('note', '')]),
      returned: many,
    },
  ]);

const typeOf = (core: readonly Attribute[], extension: readonly Attribute[]): ResourceType => {
  const { schema } = wholeUser.type;
  const law: Schema = { id: EXTENSION, name: 'Law', description: '', attributes: extension };
  return {
    ...wholeUser.type,
    schema: { ...schema, attributes: [string('userName', '', { required: true }), ...core] },
    extensions: [{ schema: law, required: false }],
  };
};

/** A value of an attribute, with the secret in place of each value that is never returned. */
function valueOf({ returned, subAttributes, multiValued }: Attribute, isSecret = false): Json {
  const isHidden = isSecret || returned === 'never';
  if (subAttributes === undefined) return isHidden ? SECRET : 'shown';
  const element = Object.fromEntries(
    subAttributes.filter(({ type }) => type === 'string').map((part) => [part.name, valueOf(part, isHidden)]),
  );
  return multiValued ? [element, element] : element;
}

const valuesOf = (list: readonly Attribute[]): JsonObject =>
  Object.fromEntries(list.map((attribute) => [attribute.name, valueOf(attribute)]));

const names = [
  'plain',
  'single',
  'single.part',
  'single.other',
  'many',
  'many.value',
  'many.note',
  'many.type',
];
const anyPath = fc.oneof(
  fc.constantFrom('userName', 'id', 'meta', EXTENSION, 'unknown'),
  fc.constantFrom(...names, ...names.map((name) => `${EXTENSION}:${name}`)),
);
const anyQuery = fc.oneof(
  fc.constant({}),
  fc.array(anyPath, { minLength: 1, maxLength: 4 }).map((paths) => ({ attributes: paths.join(',') })),
  fc.array(anyPath, { minLength: 1, maxLength: 4 }).map((paths) => ({ excludedAttributes: paths.join(',') })),
);

/** Checks what any projection shows of a user of any type. */
const expectOfAny = (
  check: (shown: JsonObject, type: ResourceType, show: (user: JsonObject) => JsonObject) => void,
) => {
  fc.assert(
    fc.property(attributes, attributes, anyQuery, (core, extension, query) => {
      const type = typeOf(core, extension);
      const user = {
        schemas: [type.schema.id, EXTENSION],
        id: '1',
        userName: 'ada',
        ...valuesOf(core),
        [EXTENSION]: valuesOf(extension),
      };
      const show = (resource: JsonObject) =>
        project(resource, parseProjection(query, type, openParseContext()), type);
      check(show(user), type, show);
    }),
    { numRuns: 1_000 },
  );
};

describe('any projection of any type', () => {
  it('never shows an attribute that is never returned, even if it is named, a sub-attribute or in an extension', () => {
    expectOfAny((shown) => {
      expect(JSON.stringify(shown)).not.toContain(SECRET);
    });
  });

  it('shows every simple attribute that is always returned', () => {
    expectOfAny((shown, { schema }) => {
      const always = schema.attributes.filter(
        ({ returned, type }) => returned === 'always' && type !== 'complex',
      );
      const names = ['schemas', 'id', ...always.map(({ name }) => name)];
      expect(Object.keys(shown)).toEqual(expect.arrayContaining(names));
    });
  });

  it('has the same result twice as once', () => {
    expectOfAny((shown, _, show) => {
      expect(show(shown)).toEqual(shown);
    });
  });
});
