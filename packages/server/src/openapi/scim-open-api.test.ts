import { attribute, defineConnector, type Connector } from '@scimwright/connector-kit';
import { isObject, type DepartureId, type Json, type JsonObject } from '@scimwright/core';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { routesOf } from '../routes.ts';
import { flow, flowDefinition, serveFlow } from '../serve.fixture.ts';
import { scimOpenApi } from './scim-open-api.ts';
import { schemaOf, schemasIn } from './schema-of.fixture.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const base = 'https://scim.example/flow/contoso/scim/v2';

const { groups: _groups, ...alone } = flowDefinition;
const flowWithoutGroups = defineConnector(alone);
const flowWithMore = defineConnector({
  ...flowDefinition,
  users: [
    ...flowDefinition.users,
    attribute('password', 'string', { unmapped: true }),
    attribute('name.givenName', 'string', { required: true }),
    attribute('x509Certificates', 'complex', { unmapped: true }),
    attribute(`${ENTERPRISE}:department`, 'string', { required: true }),
    attribute(`${ENTERPRISE}:manager`, 'reference'),
  ],
});

const documentOf = (connector: Connector): JsonObject =>
  scimOpenApi({ connector, base, limits: defaultLimits, routes: routesOf(connector) });

const operationsOf = (connector: Connector): readonly string[] => {
  const { paths } = documentOf(connector);
  return Object.entries(isObject(paths) ? paths : {}).flatMap(([path, methods]) =>
    Object.entries(isObject(methods) ? methods : {}).map(
      ([method, operation]) =>
        `${method} ${path} ${isObject(operation) ? String(operation['operationId']) : ''}`,
    ),
  );
};

describe('the OpenAPI document', () => {
  it.each([
    ['users and groups', flow],
    ['users alone', flowWithoutGroups],
    ['attributes of every kind', flowWithMore],
  ])('of a product with %s is valid, and so is each of its schemas', async (_, connector) => {
    const document = documentOf(connector);
    const validator = new Validator();
    expect(await validator.validate(structuredClone({ ...document }))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
    for (const name of Object.keys(schemasIn(document)))
      expect(schemaOf(document, name)).toBeTypeOf('function');
  });

  it('names every operation of the route table, by a stable name', () => {
    expect(operationsOf(flow)).toEqual([
      'get /ServiceProviderConfig getServiceProviderConfig',
      'get /ResourceTypes listResourceTypes',
      'get /ResourceTypes/{id} getResourceType',
      'get /Schemas listSchemas',
      'get /Schemas/{id} getSchema',
      'get /openapi.json getOpenApi',
      'get / listResources',
      'post /.search searchResources',
      'post /Bulk sendBulk',
      'get /Me getMe',
      'get /Users listUsers',
      'post /Users createUser',
      'post /Users/.search searchUsers',
      'get /Users/{id} getUser',
      'put /Users/{id} replaceUser',
      'patch /Users/{id} patchUser',
      'delete /Users/{id} deleteUser',
      'get /Groups listGroups',
      'post /Groups createGroup',
      'post /Groups/.search searchGroups',
      'get /Groups/{id} getGroup',
      'put /Groups/{id} replaceGroup',
      'patch /Groups/{id} patchGroup',
      'delete /Groups/{id} deleteGroup',
    ]);
  });

  it('does not mention groups when the product has none', () => {
    expect(operationsOf(flowWithoutGroups).filter((operation) => operation.includes('Group'))).toEqual([]);
    expect(JSON.stringify(schemasIn(documentOf(flowWithoutGroups)))).not.toContain('core:2.0:Group');
  });

  it('has the tenant URL, and requires a token everywhere but at ServiceProviderConfig', () => {
    const { servers, security, paths } = documentOf(flow);
    expect(servers).toMatchObject([{ url: base }]);
    expect(security).toEqual([{ secretToken: [] }]);
    const open = JSON.stringify(paths).match(/"security":\[\]/g);
    expect(open).toHaveLength(1);
    expect(paths).toMatchObject({ '/ServiceProviderConfig': { get: { security: [] } } });
  });

  it('resolves every reference, and uses every schema', () => {
    const document = documentOf(flow);
    const used = new Set(Array.from(JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g), ([, to]) => to));
    const defined = Object.keys(schemasIn(document)).map((name) => `#/components/schemas/${name}`);
    expect([...used].toSorted()).toEqual(defined.toSorted());
  });

  it('has examples that the server accepts', async () => {
    const served = await serveFlow();
    const { body: document } = await served.send('GET', '/openapi.json');
    const { UserInput, UserPatch } = schemasIn(document);
    const exampleIn = (schema: Json | undefined): Json => {
      const examples = isObject(schema) ? schema['examples'] : undefined;
      return Array.isArray(examples) ? ((examples as readonly Json[])[0] ?? null) : null;
    };
    const created = await served.send('POST', '/Users', exampleIn(UserInput));
    const path = `/Users/${String(created.body['id'])}`;
    const patched = await served.send('PATCH', path, exampleIn(UserPatch));
    await served.close();
    expect([created.status, patched.status]).toEqual([201, 200]);
  });
});

const whole = {
  schemas: [USER],
  userName: 'ada',
  name: { givenName: 'Ada' },
  emails: [{ type: 'work', value: 'ada@flow.example' }],
  [ENTERPRISE]: { department: 'Ops' },
};

describe('the schema of a body', () => {
  const isValid = schemaOf(documentOf(flowWithMore), 'UserInput');

  it.each([
    ['is complete', {}, true],
    ['has an unknown attribute', { shoeSize: 42 }, true],
    ['has attributes that a client cannot set', { id: 7, meta: 'x' }, true],
    [
      'unassigns attributes by null',
      { title: null, active: null, [ENTERPRISE]: { department: 'Ops', manager: null } },
      true,
    ],
    ['has a title that is not a string', { title: 5 }, false],
    ['has no userName', { userName: undefined }, false],
    ['has an empty userName', { userName: '' }, false],
    ['lacks a required part of the name', { name: { familyName: 'Byron' } }, false],
    ['has no work mail', { emails: [{ type: 'home', value: 'ada@home.example' }] }, false],
    ['has a work mail in another case', { emails: [{ type: 'Work', value: 'ada@flow.example' }] }, true],
    ['has a work mail without a value', { emails: [{ type: 'work', value: null }] }, false],
    [
      'has a work mail and a home mail',
      { emails: [...whole.emails, { type: 'home', value: 'x@y.example' }] },
      true,
    ],
    ['lacks a required attribute of the extension', { [ENTERPRISE]: { manager: '1' } }, false],
    ['has no extension', { [ENTERPRISE]: undefined }, false],
    ['does not list the schema', { schemas: [ENTERPRISE] }, false],
  ])('that %s: %j is valid: %s', (_, change, valid) => {
    expect(isValid(JSON.parse(JSON.stringify({ ...whole, ...change })))).toBe(valid);
  });

  const departing: readonly (readonly [DepartureId, Json])[] = [
    ['boolean-as-string', { active: 'False' }],
    ['empty-value-clears', { title: '', active: '', emails: whole.emails, name: { givenName: 'Ada' } }],
    ['complex-as-string', { [ENTERPRISE]: { department: 'Ops', manager: '4711' } }],
    ['complex-as-array', { [ENTERPRISE]: { department: 'Ops', manager: [{ value: '4711' }] } }],
    ['element-as-string', { x509Certificates: ['MIIB'] }],
    ['unknown-schema-urn', { schemas: [USER, 'http://schemas.example/Other'] }],
  ];

  it.each(departing)('accepts the departure %s, unless it is switched off', (departure, change) => {
    const strict = defineConnector({
      ...flowDefinition,
      users: flowWithMore.users.rows.map(({ path, type, required, filterable }) =>
        attribute(path, type, {
          required,
          filterable,
          unmapped: true,
          ...(path === 'userName' && { matching: 1 }),
        }),
      ),
      departuresOff: [departure],
    });
    const body = { ...whole, ...(isObject(change) ? change : {}) };
    const isStrictlyValid = schemaOf(documentOf(strict), 'UserInput');
    expect([isValid(body), isStrictlyValid(body)]).toEqual([true, false]);
    expect(isStrictlyValid(whole)).toBe(true);
  });

  it('has a password, unlike the schema of a response', () => {
    const { User, UserInput } = schemasIn(documentOf(flowWithMore));
    expect(UserInput).toMatchObject({ properties: { password: { writeOnly: true } } });
    expect(User).not.toHaveProperty('properties.password');
  });
});

describe('the schema of a PATCH', () => {
  it.each([
    ['op in any case', { op: 'Replace', path: 'title', value: 'x' }, true],
    ['a null value', { op: 'replace', path: 'title', value: null }, true],
    ['a value without a path', { op: 'add', value: { title: 'x' } }, true],
    ['a remove by path', { op: 'remove', path: 'title' }, true],
    ['a remove of nothing', { op: 'remove' }, false],
    ['a replace without a value', { op: 'replace', path: 'title' }, false],
    ['an unknown op', { op: 'move', path: 'title', value: 'x' }, false],
    ['a path that is not a string', { op: 'add', path: 5, value: 'x' }, false],
  ])('with %s: %j is valid: %s', (_, operation, valid) => {
    const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
    expect(schemaOf(documentOf(flow), 'UserPatch')({ schemas, Operations: [operation] })).toBe(valid);
  });
});

describe('the schema of members', () => {
  it.each([
    ['a list of objects', [{ value: '1' }, { value: '2', $ref: null }], true],
    ['one object', { value: '1' }, true],
    ['ids alone', ['1', '2'], true],
    ['none', null, true],
    ['an object without an id', [{ display: 'Ada' }], false],
    ['a number', [7], false],
  ])('takes %s: %j: %s', (_, members, valid) => {
    const group = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: 'Night Watch',
      members,
    };
    expect(schemaOf(documentOf(flow), 'GroupInput')(group)).toBe(valid);
  });

  it('describes the type and URI of a member in responses', () => {
    const isValid = schemaOf(documentOf(flow), 'Group');
    const group = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], id: '77' };
    const member = { value: '1', type: 'User', $ref: `${base}/Users/1` };
    expect(isValid({ ...group, members: [member] })).toBe(true);
    expect(isValid({ ...group, members: [{ ...member, type: 'Robot' }] })).toBe(false);
    expect(isValid({ ...group, members: [{ ...member, $ref: 'not a URI' }] })).toBe(false);
  });
});
