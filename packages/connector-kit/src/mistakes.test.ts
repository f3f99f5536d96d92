import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  attribute,
  defineConnector,
  defineSchema,
  personalToken,
  supportIssuedToken,
  type ConnectorDefinition,
} from './index.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const userName = attribute('userName', 'string', { required: true, filterable: true });
const active = attribute('active', 'boolean');
const schema = defineSchema({
  id: 'urn:contoso:params:scim:schemas:2.0:Device',
  name: 'Device',
  description: 'A device',
  attributes: [{ name: 'serial', description: 'The number on it.' }],
});
const token = supportIssuedToken({ instructions: 'Write to Flow support.', overlapDays: 7 });
const definition = {
  id: 'flow',
  displayName: 'Contoso Flow',
  tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list',
  settings: z.strictObject({}),
  users: [userName, active],
  groups: [attribute('displayName', 'string'), attribute('members', 'reference')],
  resources: [{ name: 'Device', endpoint: '/Devices', schema, rows: [attribute('serial', 'string')] }],
  token,
} as const;

/** Defines a connector with a change, or without an option. The types of the kit are off, as in JavaScript. */
const define = (change: object, without?: string) => (): unknown => {
  const kept = Object.entries({ ...definition, ...change }).filter(([name]) => name !== without);
  return defineConnector(Object.fromEntries(kept) as unknown as ConnectorDefinition<z.ZodObject>);
};
const users = (...rows: readonly unknown[]) => ({ users: [userName, active, ...rows] });
const resource = (change: object) => ({ resources: [{ ...definition.resources[0], ...change }] });

const ACTIVE =
  "flow: users: no row for active, by which Entra disables people: add attribute('active', 'boolean'), or say why the product cannot disable anybody, with cannotDisable: '…'";

it('accepts the definition without a mistake', () => {
  expect(define({})).not.toThrow();
});

describe('the rows and options that every product needs', () => {
  it.each<[why: string, change: object, message: string]>([
    [
      'no userName',
      { users: [active] },
      "flow: users: no row for userName, by which Entra finds people: add attribute('userName', 'string', { required: true, filterable: true })",
    ],
    ['no active', { users: [userName] }, ACTIVE],
    [
      'a primary role but no active',
      { users: [userName, attribute('roles[primary eq true].value', 'string', { unmapped: true })] },
      ACTIVE,
    ],
    [
      'a row for active and a cannotDisable',
      { cannotDisable: 'Flow has no disabled accounts.' },
      'flow: cannotDisable: users has a row for active: remove one of them',
    ],
    [
      'an empty cannotDisable',
      { users: [userName], cannotDisable: ' ' },
      'flow: it has no cannotDisable: write one, or leave it out',
    ],
    [
      'a cannotDisable that is not a string',
      { users: [userName], cannotDisable: true },
      'flow: cannotDisable must be a string',
    ],
    [
      'groups without a name',
      { groups: [attribute('members', 'reference')] },
      "flow: groups: no row for displayName, by which Entra finds groups: add attribute('displayName', 'string', { required: true, filterable: true })",
    ],
  ])('%s is refused', (_, change, message) => {
    expect(define(change)).toThrow(new Error(message));
  });

  it('a missing row for active is accepted with a reason, which the connector keeps', () => {
    const cannotDisable = 'Flow deletes whoever leaves, and has no disabled accounts.';
    const made = defineConnector({ ...definition, users: [userName], cannotDisable });
    expect(made.cannotDisable).toBe(cannotDisable);
    expect(defineConnector(definition).cannotDisable).toBeUndefined();
  });

  it.each<[option: string, message: string]>([
    ['id', "defineConnector: it has no id: write a short name for URLs, such as id: 'flow'"],
    ['displayName', 'flow: it has no displayName: write the name of the product'],
    ['tutorial', "flow: it has no tutorial: write the URL of Microsoft's tutorial for it"],
    ['users', 'flow: it has no users: write the rows of its user table'],
    [
      'token',
      'flow: it has no token: choose a token flow: supportIssuedToken, tokenByEnabling, tokenOnTab or personalToken',
    ],
  ])('a definition without %s is refused', (option, message) => {
    expect(define({}, option)).toThrow(new Error(message));
  });
});

describe('a misspelt option', () => {
  it.each<[place: string, change: object, message: string]>([
    ['of the definition', { tokn: token }, 'flow: unknown option "tokn"; did you mean token?'],
    ['of the definition, in capitals', { Users: [] }, 'flow: unknown option "Users"; did you mean users?'],
    [
      'of a row of users',
      users({ path: 'title', type: 'string', requird: true }),
      'flow: users[2]: unknown option "requird"; did you mean required?',
    ],
    [
      'of a row of groups',
      { groups: [{ path: 'displayName', type: 'string', filtrable: true }] },
      'flow: groups[0]: unknown option "filtrable"; did you mean filterable?',
    ],
    [
      'of a row of a resource type',
      resource({ rows: [{ path: 'serial', type: 'string', reqired: true }] }),
      'flow: resources[0].rows[0]: unknown option "reqired"; did you mean required?',
    ],
    [
      'of the extensions',
      { extensions: { user: [] } },
      'flow: extensions: unknown option "user"; did you mean users?',
    ],
    [
      'of a resource type',
      resource({ endpont: '/Devices' }),
      'flow: resources[0]: unknown option "endpont"; did you mean endpoint?',
    ],
    [
      'of the roles',
      { singleRole: { path: 'userName', alowed: () => [] } },
      'flow: singleRole: unknown option "alowed"; did you mean allowed?',
    ],
    [
      'of the token flow',
      { token: { ...token, linkHour: 1 } },
      'flow: token: unknown option "linkHour"; did you mean linkHours?',
    ],
    [
      'of another token flow',
      { token: { ...personalToken({ where: 'Profile', scope: 'Scim' }), otherScope: [] } },
      'flow: token: unknown option "otherScope"; did you mean otherScopes?',
    ],
    [
      'that resembles no option',
      { extensions: { everybody: [] } },
      'flow: extensions: unknown option "everybody"; choose from users, groups',
    ],
  ])('%s is refused with the nearest option, or with all known ones', (_, change, message) => {
    expect(define(change)).toThrow(new Error(message));
  });
});

describe('a misspelt value', () => {
  it.each<[what: string, change: object, message: string]>([
    [
      'an attribute of the enterprise extension without its URN',
      users(attribute('department', 'string')),
      `flow: users[2]: unknown attribute "department"; did you mean ${ENTERPRISE}:department?`,
    ],
    [
      'an attribute in the singular',
      users(attribute('email', 'string')),
      'flow: users[2]: unknown attribute "email"; did you mean emails[type eq "work"].value?',
    ],
    [
      'a type in capitals',
      users({ path: 'title', type: 'String' }),
      'flow: users[2]: unknown type "String"; did you mean string?',
    ],
    [
      'an attribute of a resource type',
      resource({ rows: [attribute('seral', 'string')] }),
      'flow: devices[0]: unknown attribute "seral"; did you mean serial?',
    ],
    [
      'the row of a role',
      { singleRole: { path: 'usrName' } },
      'flow: singleRole: users has no row with the path usrName; did you mean userName?',
    ],
    ['a policy', { unmapped: 'ignored' }, 'flow: unmapped: unknown value "ignored"; did you mean ignore?'],
    [
      'the option searchedBy',
      { searchedBy: 'index' },
      'flow: searchedBy: unknown value "index"; did you mean indexes?',
    ],
    [
      'a departure',
      { departuresOff: ['op-in-any-cas'] },
      'flow: departuresOff: unknown value "op-in-any-cas"; did you mean op-in-any-case?',
    ],
  ])('%s is refused with the right one', (_, change, message) => {
    expect(define(change)).toThrow(new Error(message));
  });
});

describe('a row', () => {
  it.each<[why: string, change: object, message: string]>([
    [
      'that is repeated',
      users(active),
      'flow: users[2]: active already has a row, users[1]: remove one of them',
    ],
    [
      'that is repeated in another spelling',
      users(
        attribute('emails[type eq "work"].value', 'string'),
        attribute('emails[type eq "Work"].value', 'string', { from: 'mail' }),
      ),
      'flow: users[3]: emails[type eq "Work"].value already has a row, users[2]: remove one of them',
    ],
    [
      'of groups that is repeated',
      { groups: [attribute('displayName', 'string'), attribute('displayname', 'string', { from: 'x' })] },
      'flow: groups[1]: displayname already has a row, groups[0]: remove one of them',
    ],
    ['that is a string', users('title'), 'flow: users[2]: this must be an object with path, type'],
    [
      'without a path',
      users({ type: 'string' }),
      "flow: users[2]: it has no path: write attribute('userName', 'string')",
    ],
    [
      'with a string as required',
      users({ path: 'title', type: 'string', required: 'yes' }),
      'flow: users[2]: required must be true or false',
    ],
  ])('%s is refused', (_, change, message) => {
    expect(define(change)).toThrow(new Error(message));
  });
});

describe('a value of the wrong type', () => {
  it.each<[why: string, change: object, message: string]>([
    ['rows that are not a list', { users: {} }, 'flow: users must be a list'],
    [
      'settings that are not a schema',
      { settings: {} },
      'flow: settings must be a zod schema, such as z.strictObject({})',
    ],
    ['a refusal that is not a function', { refuse: 'no seat' }, 'flow: refuse must be a function'],
    [
      'an unknown token flow',
      { token: { kind: 'magic' } },
      'flow: token: this is not a token flow: make one with supportIssuedToken, tokenByEnabling, tokenOnTab or personalToken',
    ],
    [
      'a token flow without its instructions',
      { token: { ...token, instructions: undefined } },
      'flow: token: it has no instructions: write in a sentence how a customer gets a token',
    ],
    [
      'a string instead of a number',
      { token: { ...token, overlapDays: '7' } },
      'flow: token: overlapDays must be a number',
    ],
  ])('%s is refused', (_, change, message) => {
    expect(define(change)).toThrow(new Error(message));
  });

  it.each([undefined, null, 'flow', []])('%j is not a definition', (nothing) => {
    expect(() => defineConnector(nothing as unknown as ConnectorDefinition<z.ZodObject>)).toThrow(
      new Error('defineConnector: this must be an object with id, displayName, tutorial, users, token'),
    );
  });
});

describe('the path of a tenant URL', () => {
  it.each<[path: string, message: string]>([
    [
      'flow/:tenant/scim',
      'flow: path: "flow/:tenant/scim" has no slash at the start: write "/flow/:tenant/scim"',
    ],
    ['/flow/', 'flow: path: "/flow/" has a slash at the end: remove it, because Entra adds /Users'],
    ['/', 'flow: path: "/" has a slash at the end: remove it, because Entra adds /Users'],
    [
      '/flow/:customer',
      'flow: path: "/flow/:customer" has :customer: write :tenant for the name of the tenant',
    ],
    [
      '/flow/{tenant}',
      'flow: path: "/flow/{tenant}" has the segment "{tenant}": use letters, digits, and . _ ~ - only',
    ],
    ['/flow//scim', 'flow: path: "/flow//scim" has the segment "": use letters, digits, and . _ ~ - only'],
    ['/:tenant/:tenant', 'flow: path: "/:tenant/:tenant" has :tenant twice: remove one'],
    ['', 'flow: it has no path: write one, or leave it out'],
  ])('%j is refused', (path, message) => {
    expect(define({ path })).toThrow(new Error(message));
  });

  it.each(['/flow/:tenant/scim/v2', '/flow/api/scim', '/:tenant', '/a.b_c~d-1'])('%j is accepted', (path) => {
    expect(define({ path })).not.toThrow();
  });
});
