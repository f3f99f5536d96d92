import { attribute, defineConnector, defineSchema, type Connector } from '@scimwright/connector-kit';
import {
  parseResource,
  checkResource,
  departures,
  openParseContext,
  ScimError,
  type ParsedResource,
  type DepartureId,
  type Json,
  type JsonObject,
} from '@scimwright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { routesOf } from '../routes.ts';
import { flowDefinition } from '../serve.fixture.ts';
import { scimOpenApi } from './scim-open-api.ts';
import { schemaOf } from './schema-of.fixture.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const PRIMARY_ROLE = 'roles[primary eq "True"].value';

const BADGE = 'urn:example:scim:schemas:extension:badge:2.0:User';

const badge = defineSchema({
  id: BADGE,
  name: 'Badge',
  description: 'A badge',
  attributes: [
    { name: 'floor', description: 'A storey.', type: 'integer' },
    { name: 'factor', description: 'A factor.', type: 'decimal' },
    { name: 'tags', description: 'Words.', type: 'string', multiValued: true },
    { name: 'nesting', description: 'Levels.', type: 'integer', multiValued: true },
  ],
});

const users = [
  attribute('userName', 'string', { required: true, filterable: true }),
  attribute('active', 'boolean', { required: true }),
  attribute('title', 'string'),
  attribute('name.givenName', 'string', { required: true }),
  attribute('emails[type eq "work"].value', 'string', { required: true }),
  attribute('phoneNumbers', 'complex', { unmapped: true }),
  attribute('x509Certificates', 'complex', { unmapped: true }),
  attribute('profileUrl', 'reference', { unmapped: true }),
  attribute('password', 'string', { unmapped: true }),
  attribute(PRIMARY_ROLE, 'string', { required: true, unmapped: true }),
  attribute(`${ENTERPRISE}:department`, 'string', { required: true }),
  attribute(`${ENTERPRISE}:manager`, 'reference'),
  ...badge.attributes.map(({ name, type }) => attribute(`${BADGE}:${name}`, type, { unmapped: true })),
];

const definition = { ...flowDefinition, extensions: { users: [badge] }, users };

/** Connectors that accept every departure, no departure, and one role for each user. */
const connectors: readonly (readonly [string, Connector])[] = [
  ['every departure', defineConnector(definition)],
  [
    'no departure',
    defineConnector({ ...definition, departuresOff: Object.keys(departures) as DepartureId[] }),
  ],
  ['one role of a user', defineConnector({ ...definition, singleRole: { path: PRIMARY_ROLE } })],
];

const scalar = fc.constantFrom<Json[]>(
  null,
  '',
  'x',
  'work',
  'Work',
  true,
  false,
  'True',
  'false',
  '7',
  '-1.5e3',
  '{"value":"Editor"}',
  '[{"value":"Editor","primary":true}]',
  '["x",{"value":"7"}]',
  0,
  7.5,
  [],
  {},
);
const element = fc.oneof(
  { weight: 4, arbitrary: part(['value', 'type', 'primary', 'display', 'shoeSize']) },
  { weight: 1, arbitrary: scalar },
);
const elements = fc.oneof(
  { weight: 6, arbitrary: fc.array(element, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.oneof(scalar, element) },
);
const work = fc.record({
  type: fc.constantFrom('work', 'WORK'),
  value: fc.constantFrom('a@x.example', '', null),
});
const role = fc.record(
  {
    primary: fc.constantFrom(true, 'True', false),
    value: fc.constantFrom('Editor', '', '{"value":"Editor"}'),
  },
  { requiredKeys: ['value'] },
);

const whole: JsonObject = {
  schemas: [USER, ENTERPRISE, BADGE],
  userName: 'ada',
  active: true,
  name: { givenName: 'Ada' },
  emails: [{ type: 'work', value: 'ada@x.example' }],
  roles: [{ primary: true, value: 'Editor' }],
  [ENTERPRISE]: { department: 'Ops' },
};

const manager = fc.oneof(scalar, elements, element);

const values: Readonly<Record<string, fc.Arbitrary<Json | undefined>>> = {
  schemas: fc.constantFrom([USER], [USER, 'urn:x:other'], [ENTERPRISE], USER),
  userName: scalar,
  active: scalar,
  name: fc.oneof(scalar, part(['givenName', 'formatted'])),
  title: scalar,
  emails: fc.oneof(elements, fc.array(work, { maxLength: 3 })),
  roles: fc.oneof(elements, fc.array(role, { maxLength: 3 })),
  phoneNumbers: elements,
  x509Certificates: elements,
  profileUrl: scalar,
  password: scalar,
  shoeSize: scalar,
  id: scalar,
  [BADGE]: fc.record(
    { floor: scalar, factor: scalar, tags: elements, levels: elements },
    { requiredKeys: [] },
  ),
  [ENTERPRISE]: fc.oneof(
    scalar,
    part(['department', 'manager']),
    fc.record({ department: fc.constant('Ops'), manager }),
  ),
};

/** A valid body with a few changes, so that the server accepts many of them. */
const body: fc.Arbitrary<JsonObject> = fc
  .array(fc.oneof(...Object.entries(values).map(([name, value]) => fc.tuple(fc.constant(name), value))), {
    minLength: 1,
    maxLength: 3,
  })
  .map((changes) => JSON.parse(JSON.stringify({ ...whole, ...Object.fromEntries(changes) })) as JsonObject);

function part(names: readonly string[]): fc.Arbitrary<JsonObject> {
  const entry = fc.tuple(fc.constantFrom(...names), scalar);
  return fc.array(entry, { maxLength: names.length }).map((entries) => Object.fromEntries(entries));
}

function admitted(
  given: JsonObject,
  { users: { type }, departuresOff }: Connector,
): ParsedResource | undefined {
  try {
    const taken = parseResource(given, type, openParseContext({ off: departuresOff }));
    checkResource(taken.resource, type);
    return taken;
  } catch (error) {
    if (error instanceof ScimError) return undefined;
    throw error;
  }
}

describe.each(connectors)('with %s', (_, connector) => {
  const document = scimOpenApi({
    connector,
    base: 'https://scim.example',
    limits: defaultLimits,
    routes: routesOf(connector),
  });
  const isSendable = schemaOf(document, 'UserInput');
  const isShowable = schemaOf(document, 'User');
  const taken = body.map((given) => ({ given, taken: admitted(given, connector) }));

  it('every body that the server accepts is valid, and so is every response', () => {
    let count = 0;
    fc.assert(
      fc.property(taken, ({ given, taken: resource }) => {
        if (resource === undefined) return true;
        count += 1;
        return isSendable(given) && isShowable({ schemas: [USER], id: '1', ...resource.resource });
      }),
      { numRuns: 3_000 },
    );
    expect(count).toBeGreaterThan(100);
  });
});
