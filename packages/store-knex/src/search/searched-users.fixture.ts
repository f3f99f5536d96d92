import { openParseContext, type Json, type JsonObject, type ResourceType } from '@scimwright/core';
import { bindFilter, parseFilter, type BoundFilter } from '@scimwright/core/filter';
import { attribute, defaultUserMapping, defineProfile } from '@scimwright/core/profile';
import {
  ENTERPRISE_USER,
  enterpriseUserSchema,
  userSchema,
  type Attribute,
  type Schema,
} from '@scimwright/core/schema';
import fc from 'fast-check';

const custom = (name: string, type: Attribute['type'], more: Partial<Attribute> = {}): Attribute => ({
  name,
  type,
  multiValued: false,
  description: '',
  required: false,
  caseExact: type === 'binary' || type === 'reference',
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...more,
});

const many = { multiValued: true };

/** Every data type, single-valued and multi-valued, with names that are special elsewhere. */
const kindsSchema: Schema = {
  id: 'urn:example:scim:schemas:extension:kinds:2.0:User',
  name: 'Kinds',
  description: 'Every kind of attribute',
  attributes: [
    custom('floor', 'integer'),
    custom('factor', 'decimal'),
    custom('remote', 'boolean'),
    custom('hired', 'dateTime'),
    custom('badge', 'binary'),
    custom('desk', 'reference'),
    custom('code', 'string', { caseExact: true }),
    custom('tags', 'string', many),
    custom('lucky', 'integer', many),
    custom('seen', 'dateTime', many),
    custom('flags', 'boolean', many),
    custom('constructor', 'string'),
    custom('key', 'complex', {
      subAttributes: [custom('value', 'decimal'), custom('since', 'dateTime'), custom('$ref', 'reference')],
    }),
    custom('primary', 'boolean'),
  ],
};

const unmapped = { unmapped: true };

/** Users with attributes of RFC 7643 and with every other kind of attribute, searched by everything. */
export const searchedUserType: ResourceType = defineProfile({
  name: 'User',
  endpoint: '/Users',
  schema: userSchema,
  extensions: [enterpriseUserSchema, kindsSchema],
  rows: [
    attribute('userName', 'string', { filterable: true }),
    attribute('emails[type eq "work"].value', 'string', { filterable: true }),
    ...['displayName', 'title'].map((name) => attribute(name, 'string', unmapped)),
    attribute('profileUrl', 'reference', unmapped),
    attribute('active', 'boolean', { filterable: true }),
    ...['name', 'emails', 'photos', 'x509Certificates'].map((name) => attribute(name, 'complex', unmapped)),
    attribute(`${ENTERPRISE_USER}:department`, 'string', unmapped),
    attribute(`${ENTERPRISE_USER}:manager`, 'reference', unmapped),
    // An index and the predicate agree for every type, except for `primary`: a missing one is false.
    ...kindsSchema.attributes.map(({ name, type }) =>
      attribute(`${kindsSchema.id}:${name}`, type, {
        ...unmapped,
        filterable: type !== 'complex' && name !== 'primary',
      }),
    ),
  ],
  sources: defaultUserMapping,
  matchedBy: 'userName',
  searchedBy: 'everything',
}).type;

/** The same without unique names, so that names of random users may repeat. */
export const manyOfANameType: ResourceType = {
  ...searchedUserType,
  indexes: searchedUserType.indexes.map((index) => ({ ...index, unique: false })),
};

const TEXTS =
  'ada|Ada|ADA|ａｄａ|ad|a|åsa|A\u030Asa|Ольга|ОЛЬГА|Σίσυφος|ΣΊΣΥΦΟΣ|李娜|김민준|ağa|I|ı|İ|i|straße|محمد|דוד' +
  '|o\'brien|a%|a_a|%|_|\\|"|""|null|true|9|10|| |a |work|home|\uFFFD|\u{1F600}|\u{10428}|\u{10400}';

/** Values of each type: few, so that resources and filters meet. */
const pools = {
  string: TEXTS.split('|'),
  reference: ['../Users/1', 'https://x.example/a', 'HTTPS://x.example/a', ''],
  binary: ['YWI=', 'ywi=', 'a-_b', ''],
  boolean: [true, false],
  integer: [0, 1, -7, 9, 10, 2 ** 53 - 1, -(2 ** 53)],
  decimal: [0, 9, 10, 0.1, 0.30000000000000004, 0.3, 1.5, 1e21, 1e22, 5e-324, -1e-7, 1.7976931348623157e308],
  dateTime: [
    '2026-01-31T12:00:00Z',
    '2026-01-31T12:00:00',
    '2026-01-31T13:00:00+01:00',
    '2026-01-31T04:00:00.000-08:00',
    '2026-01-31T12:00:00.001Z',
    '2025-12-31T23:59:59Z',
    '1969-12-31T23:59:59.999Z',
  ],
} as const satisfies Record<Exclude<Attribute['type'], 'complex'>, readonly Json[]>;

function one(attribute: Attribute): fc.Arbitrary<Json> {
  if (attribute.type !== 'complex') return fc.constantFrom<Json>(...pools[attribute.type]);
  return partsOf(attribute.subAttributes ?? []);
}

function partsOf(attributes: readonly Attribute[]): fc.Arbitrary<JsonObject> {
  const parts = attributes.map((attribute) => {
    const value = attribute.multiValued ? fc.array(one(attribute), { maxLength: 3 }) : one(attribute);
    return fc.oneof(
      { weight: 4, arbitrary: value.map((known): [string, Json][] => [[attribute.name, known]]) },
      { weight: 4, arbitrary: fc.constant<[string, Json][]>([]) },
      { weight: 1, arbitrary: fc.constant<[string, Json][]>([[attribute.name, null]]) },
    );
  });
  return fc.tuple(...parts).map((entries) => Object.fromEntries(entries.flat()));
}

/** A user, in whom any attribute may be missing, null or empty. */
export const anyUser: fc.Arbitrary<JsonObject> = fc
  .tuple(
    partsOf(searchedUserType.schema.attributes),
    ...searchedUserType.extensions.map(({ schema }) =>
      fc.option(
        partsOf(schema.attributes).map((parts) => ({ [schema.id]: parts })),
        { nil: {} },
      ),
    ),
  )
  .map((parts) => Object.assign({}, ...parts) as JsonObject); // merged JSON objects

interface Path {
  readonly text: string;
  /** The attribute to compare: for a complex one, its value. */
  readonly attribute: Attribute;
}

function pathsOf(attributes: readonly Attribute[], prefix = ''): readonly Path[] {
  return attributes.flatMap((attribute) => {
    const text = `${prefix}${attribute.name}`;
    const parts = (attribute.subAttributes ?? []).map((part) => ({
      text: `${text}.${part.name}`,
      attribute: part,
    }));
    const value = parts.find((part) => part.attribute.name === 'value');
    if (attribute.type !== 'complex') return [{ text, attribute }];
    return value === undefined ? parts : [{ text, attribute: value.attribute }, ...parts];
  });
}

const beside: readonly Path[] = [
  { text: 'id', attribute: custom('id', 'string') },
  { text: 'externalId', attribute: custom('externalId', 'string') },
  { text: 'schemas', attribute: custom('schemas', 'string') },
  { text: 'meta.created', attribute: custom('created', 'dateTime') },
  { text: 'meta.lastModified', attribute: custom('lastModified', 'dateTime') },
  { text: 'meta.resourceType', attribute: custom('resourceType', 'string') },
];

/** Every path that a filter over users can name. */
export const searchedPaths: readonly Path[] = [
  ...beside,
  ...pathsOf(searchedUserType.schema.attributes),
  ...searchedUserType.extensions.flatMap(({ schema }) => pathsOf(schema.attributes, `${schema.id}:`)),
];

const OPERATORS = {
  text: ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'],
  exact: ['eq', 'ne'],
  ordered: ['eq', 'ne', 'gt', 'ge', 'lt', 'le'],
} as const;

function operatorsOf({ type }: Attribute): readonly string[] {
  if (type === 'string' || type === 'reference') return OPERATORS.text;
  return type === 'boolean' || type === 'binary' ? OPERATORS.exact : OPERATORS.ordered;
}

function conditionOn({ text, attribute }: Path): fc.Arbitrary<string> {
  const operators = operatorsOf(attribute);
  return fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(`${text} pr`, `${text} eq null`, `${text} ne null`) },
    {
      weight: 5,
      arbitrary: fc
        .tuple(fc.constantFrom(...operators), one(attribute))
        .map(([op, value]) => `${text} ${op} ${JSON.stringify(value)}`),
    },
  );
}

function logicOver(leaf: fc.Arbitrary<string>, maxDepth: number): fc.Arbitrary<string> {
  const { filter } = fc.letrec<{ filter: string }>((tie) => ({
    filter: fc.oneof(
      { maxDepth },
      { arbitrary: leaf, weight: 3 },
      {
        arbitrary: fc
          .tuple(tie('filter'), fc.constantFrom('and', 'or'), tie('filter'))
          .map(([left, op, right]) => `(${left} ${op} ${right})`),
        weight: 2,
      },
      { arbitrary: tie('filter').map((operand) => `not (${operand})`), weight: 1 },
    ),
  }));
  return filter;
}

const complexPaths = [
  ...searchedUserType.schema.attributes.map((attribute) => ({ text: attribute.name, attribute })),
  ...searchedUserType.extensions.flatMap(({ schema }) =>
    schema.attributes.map((attribute) => ({ text: `${schema.id}:${attribute.name}`, attribute })),
  ),
].filter(({ attribute }) => attribute.type === 'complex');

/** A simple value of a list is its own `value` in a value path. */
const simpleLists = searchedUserType.extensions.flatMap(({ schema }) =>
  schema.attributes
    .filter(({ multiValued, type }) => multiValued && type !== 'complex')
    .map((attribute) => ({
      text: `${schema.id}:${attribute.name}`,
      attribute: { ...attribute, subAttributes: [{ ...attribute, name: 'value', multiValued: false }] },
    })),
);

const valuePath = fc
  .constantFrom(...complexPaths, ...simpleLists)
  .chain(({ text, attribute }) =>
    logicOver(fc.constantFrom(...pathsOf(attribute.subAttributes ?? [])).chain(conditionOn), 2).map(
      (where) => `${text}[${where}]`,
    ),
  );

/** Filters of the complete grammar over the attributes of those users. */
export const anyUserFilter: fc.Arbitrary<string> = logicOver(
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...searchedPaths).chain(conditionOn) },
    { weight: 2, arbitrary: valuePath },
    { weight: 1, arbitrary: fc.constantFrom(...complexPaths).map(({ text }) => `${text} pr`) },
  ),
  3,
);

/** Parses a filter and binds it to those users. */
export function bound(filter: string): BoundFilter {
  return bindFilter(parseFilter(filter, openParseContext()), searchedUserType, openParseContext());
}
