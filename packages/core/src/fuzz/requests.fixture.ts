import fc from 'fast-check';
import { departures, type DepartureId } from '../dialect/departures.ts';
import { openParseContext, type ParseContext } from '../dialect/parse-context.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Attribute } from '../schema/attribute.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { anyText, hostileJson, hostileNames, hostileText, objectOf } from './hostile-json.fixture.ts';
import { mutated } from './mutated-text.fixture.ts';

const ids = Object.keys(departures) as readonly DepartureId[]; // the keys of that table

/** The options of a parse context: which departures are off, and the policy for unmapped paths. */
export type ReadingOptions = NonNullable<Parameters<typeof openParseContext>[0]>;

/** Options with no departure off, with every departure off, or with some of them off. */
export const readings: fc.Arbitrary<ReadingOptions> = fc.record({
  off: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.constant([...ids]) },
    { weight: 2, arbitrary: fc.subarray([...ids], { maxLength: 5 }) },
  ),
  unmapped: fc.constantFrom('ignore' as const, 'refuse' as const),
});

/** A parse context without departures that convert values: it accepts only the stored form. */
export const plainReading = (): ParseContext =>
  openParseContext({ off: ids.filter((id) => id !== 'disable-first') });

/** A part that is present in one of three cases. */
const sometimes = <T>(part: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: part });

/** A name, now and then misspelled. */
function spelled(name: string, urn: string): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 20, arbitrary: fc.constant(name) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        name.toUpperCase(),
        name.toLowerCase(),
        `${urn}:${name}`,
        `${urn.toUpperCase()}:${name}`,
        `${name}.value`,
        `${name}[0]`,
        `${name}[type eq "work"].value`,
        `${name}.`,
        ` ${name}`,
        `${name}\0`,
      ),
    },
  );
}

/** A value of the type of an attribute, mostly in its stored form. */
function fitting({ type, canonicalValues = [], subAttributes = [] }: Attribute): fc.Arbitrary<Json> {
  switch (type) {
    case 'boolean':
      return fc.constantFrom<Json[]>(true, false, 'True', 'fALSE');
    case 'integer':
      return fc.constantFrom<Json[]>(0, 1, -7, 2 ** 53 - 1);
    case 'decimal':
      return fc.constantFrom<Json[]>(0, 1.5, 1e21, 5e-324, -1e-7);
    case 'dateTime':
      return fc.constantFrom('2026-01-31T12:00:00Z', '2026-01-31T12:00:00.123+01:00');
    case 'binary':
      return fc.constantFrom('YWI=', 'a-_b');
    case 'reference':
      return fc.constantFrom('../Users/1', 'https://x.example/a');
    case 'string':
      return fc.constantFrom(...canonicalValues, 'a', 'B', 'é', '😀', 'a@x.example', '{"value":"x"}');
    case 'complex':
      return fc
        .tuple(...subAttributes.map((sub) => fc.option(named(sub, 'urn:x'), { freq: 3, nil: undefined })))
        .map((parts) => objectOf(parts.filter((part) => part !== undefined)));
    default:
      return type satisfies never;
  }
}

/** A value for an attribute: of its type, in a list or without one, or of any other kind. */
function valueFor(attribute: Attribute): fc.Arbitrary<Json> {
  const one = fitting(attribute);
  const some = fc.array(fc.oneof({ weight: 30, arbitrary: one }, { weight: 1, arbitrary: hostileText }), {
    maxLength: 4,
  });
  const names = fc.constantFrom('value', 'type', ...(attribute.subAttributes ?? []).map(({ name }) => name));
  return fc.oneof(
    { weight: 30, arbitrary: attribute.multiValued ? some : one },
    { weight: 1, arbitrary: attribute.multiValued ? one : some },
    { weight: 1, arbitrary: hostileJson(names) },
    { weight: 1, arbitrary: fc.constantFrom<Json[]>(null, '', [], {}, [null], [[]], [{}]) },
  );
}

function named(attribute: Attribute, urn: string): fc.Arbitrary<[string, Json]> {
  return fc.tuple(spelled(attribute.name, urn), valueFor(attribute));
}

function entriesOf(attributes: readonly Attribute[], urn: string): fc.Arbitrary<Record<string, Json>> {
  const known = fc.tuple(...attributes.map((attribute) => sometimes(named(attribute, urn))));
  const strays = fc.array(
    fc.tuple(fc.oneof(fc.constantFrom(...hostileNames, 'foo', 'id', 'meta', 'schemas'), anyText), anyJson),
    { maxLength: 2 },
  );
  return fc
    .tuple(known, strays)
    .map(([entries, more]) => objectOf([...entries.filter((entry) => entry !== undefined), ...more]));
}

const anyJson = hostileJson(fc.constantFrom('value', 'type', 'primary', 'userName'));

/** The URNs of a type. */
export const urnsOf = ({ schema, extensions }: ResourceType): readonly string[] => [
  schema.id,
  ...extensions.map((extension) => extension.schema.id),
];

/** The body of a POST or PUT: mostly valid, with a wrong part now and then. */
export function bodies(type: ResourceType): fc.Arbitrary<Json> {
  const [own = '', ...others] = urnsOf(type);
  const schemas = fc.oneof(
    {
      weight: 20,
      arbitrary: fc.constantFrom<Json[]>([own], [own, ...others], [own.toUpperCase(), ...others]),
    },
    { weight: 1, arbitrary: fc.constantFrom<Json[]>([own, 'urn:x'], [own, 1, null], own, [], null) },
    { weight: 1, arbitrary: anyJson },
  );
  const parts = type.extensions.map(({ schema }) =>
    fc.tuple(
      fc.constantFrom(schema.id, schema.id, schema.id.toLowerCase()),
      fc.oneof(
        { weight: 8, arbitrary: entriesOf(schema.attributes, schema.id) },
        { weight: 1, arbitrary: anyJson },
      ),
    ),
  );
  const whole = fc
    .tuple(
      schemas,
      entriesOf(type.schema.attributes, own),
      fc.tuple(...parts.map((part) => fc.option(part, { freq: 3, nil: undefined }))),
    )
    .map(([schemas, core, extensions]) =>
      objectOf([
        ['schemas', schemas],
        ...Object.entries(core),
        ...extensions.filter((extension) => extension !== undefined),
      ]),
    );
  return fc.oneof({ weight: 20, arbitrary: whole }, { weight: 1, arbitrary: anyJson });
}

/** Values in filters. */
const operands = fc.oneof(
  fc.constantFrom(
    '"work"',
    '"a"',
    '"True"',
    'true',
    'null',
    '1',
    '-0',
    '1e400',
    '""',
    'bare',
    '"2026-01-31T12:00:00Z"',
  ),
  hostileText.map((text) => JSON.stringify(text)),
);
const operators = fc.constantFrom('eq', 'EQ', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le');

function conditions(names: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(
    fc.tuple(names, operators, operands).map((parts) => parts.join(' ')),
    names.map((name) => `${name} pr`),
  );
}

function joined(leaf: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: leaf },
    {
      weight: 1,
      arbitrary: fc.tuple(leaf, fc.constantFrom(' and ', ' or '), leaf).map((parts) => parts.join('')),
    },
    { weight: 1, arbitrary: leaf.map((text) => `not (${text})`) },
  );
}

interface NamedAttribute {
  readonly name: string;
  readonly attribute: Attribute;
}

function attributesOf(type: ResourceType): readonly NamedAttribute[] {
  return [
    ...type.schema.attributes.map((attribute) => ({ name: attribute.name, attribute })),
    ...type.extensions.flatMap(({ schema }) =>
      schema.attributes.map((attribute) => ({ name: `${schema.id}:${attribute.name}`, attribute })),
    ),
  ];
}

const subNamesOf = ({ subAttributes }: Attribute): string[] => (subAttributes ?? []).map(({ name }) => name);

/** Filters over the attributes of a type. */
export function filterTexts(type: ResourceType): fc.Arbitrary<string> {
  const names = attributesOf(type).flatMap(({ name, attribute }) => [
    name,
    ...subNamesOf(attribute).map((sub) => `${name}.${sub}`),
  ]);
  const plain = conditions(fc.constantFrom(...names, 'id', 'meta.lastModified', 'externalId'));
  const lists = attributesOf(type).filter(({ attribute }) => attribute.subAttributes !== undefined);
  const element = fc
    .constantFrom(...lists)
    .chain(({ name, attribute }) =>
      joined(conditions(fc.constantFrom(...subNamesOf(attribute)))).map((inner) => `${name}[${inner}]`),
    );
  return joined(joined(lists.length === 0 ? plain : fc.oneof(plain, element)));
}

/** Paths of operations over the attributes of a type. */
export function pathTexts(type: ResourceType): fc.Arbitrary<string> {
  return fc.constantFrom(...attributesOf(type)).chain(({ name, attribute }) => {
    const subs = subNamesOf(attribute);
    const sub = fc.constantFrom('', ...subs.map((each) => `.${each}`));
    const plain = fc.tuple(fc.constant(name), sub).map((parts) => parts.join(''));
    if (!attribute.multiValued || subs.length === 0) return plain;
    const inner = joined(
      fc.oneof(conditions(fc.constantFrom(...subs)), fc.constantFrom('type eq "work"', 'primary eq "True"')),
    );
    return fc.oneof(
      plain,
      fc.tuple(inner, sub).map(([where, part]) => `${name}[${where}]${part}`),
    );
  });
}

/** Operations, valid and invalid. */
export function operations(type: ResourceType): fc.Arbitrary<Json> {
  const good = pathTexts(type);
  const path = fc.oneof(
    { weight: 8, arbitrary: good },
    { weight: 2, arbitrary: mutated(good) },
    {
      weight: 1,
      arbitrary: fc.oneof(hostileText, fc.constantFrom(...urnsOf(type), 'id', 'meta', 'schemas', 'foo')),
    },
  );
  const known = fc.constantFrom(...attributesOf(type)).chain(({ attribute }) => valueFor(attribute));
  const elements = fc.constantFrom(...attributesOf(type)).chain(({ attribute }) => fitting(attribute));
  const value = fc.oneof(
    { weight: 4, arbitrary: known },
    { weight: 2, arbitrary: elements },
    { weight: 1, arbitrary: anyJson },
    { weight: 1, arbitrary: hostileText },
  );
  const op = fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom('add', 'replace', 'remove', 'add', 'replace', 'Add', 'REMOVE') },
    { weight: 1, arbitrary: anyJson },
  );
  const map = fc.array(fc.tuple(path, value), { maxLength: 4 }).map(objectOf);
  const extension = fc.tuple(
    fc.constantFrom(...urnsOf(type)),
    fc
      .constantFrom(...type.extensions.map(({ schema }) => schema), type.schema)
      .chain(({ attributes, id }) => entriesOf(attributes, id)),
  );
  return fc.oneof(
    { weight: 10, arbitrary: fc.record({ op, path, value }) },
    // A path with a value of its type.
    {
      weight: 10,
      arbitrary: fc
        .constantFrom(...attributesOf(type))
        .chain(({ name, attribute }) =>
          fc.record({ op, path: spelled(name, type.schema.id), value: valueFor(attribute) }),
        ),
    },
    { weight: 2, arbitrary: fc.record({ op, path }) },
    { weight: 3, arbitrary: fc.record({ op, value: map }) },
    { weight: 2, arbitrary: extension.map(([path, value]): Json => ({ op: 'add', path, value })) },
    { weight: 1, arbitrary: fc.record({ op, value: anyJson }) },
    { weight: 1, arbitrary: anyJson },
  );
}

/** The body of a PATCH that holds these operations. */
export const patchBody = (Operations: readonly Json[]): JsonObject => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations,
});
