import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  attribute,
  defineConnector,
  supportIssuedToken,
  type Connector,
  type ConnectorDefinition,
} from './index.ts';

const settings = z.strictObject({ roles: z.array(z.string()).nonempty().optional() });
const ROLE = 'roles[primary eq "True"].value';

const definition = {
  id: 'flow',
  displayName: 'Contoso Flow',
  tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list',
  settings,
  users: [
    attribute('userName', 'string', { required: true, filterable: true }),
    attribute('active', 'boolean'),
    attribute(ROLE, 'string', { from: 'SingleAppRoleAssignment([appRoleAssignments])' }),
  ],
  groups: [attribute('displayName', 'string'), attribute('members', 'reference')],
  singleRole: { path: ROLE, allowed: (tenant) => tenant.roles },
  token: supportIssuedToken({ instructions: 'Write to Flow support.', overlapDays: 7 }),
} as const satisfies ConnectorDefinition<typeof settings>;

const flow = defineConnector(definition);
const withRole = (value: string) => ({ userName: 'ada', roles: [{ primary: true, value }] });

describe('defineConnector', () => {
  it('gives a connector its path, its profiles, and the policy to ignore unmapped attributes', () => {
    expect(flow).toMatchObject({ path: '/flow/:tenant/scim/v2', unmapped: 'ignore', departuresOff: [] });
    expect(flow.users.type.indexes.map(({ path }) => path)).toEqual(['userName', 'externalId']);
    expect(flow.groups?.type.membership?.name).toBe('members');
  });

  it('makes the name of a group unique, because Entra matches by it', () => {
    const index = flow.groups?.type.indexes.find(({ path }) => path === 'displayName');
    expect(index?.unique).toBe(true);
  });

  it('has no groups if the product has none', () => {
    const { groups: _, ...withoutGroups } = definition;
    expect(defineConnector(withoutGroups).groups).toBeUndefined();
  });

  it.each<readonly [what: string, change: object, message: string]>([
    [
      'an unknown attribute',
      { users: [attribute('rolez', 'string')] },
      'flow: users[0]: unknown attribute "rolez"; did you mean roles?',
    ],
    [
      'a type that differs from the schema',
      { users: [attribute('active', 'string')] },
      'flow: users[0]: active is a boolean',
    ],
    [
      'a multi-valued attribute without a filter for one element',
      { users: [attribute('emails.value', 'string')] },
      'flow: users[0]: emails.value does not say which element',
    ],
    [
      'a row without a default mapping in Entra',
      { users: [attribute('nickName', 'string')] },
      'flow: users[0]: Entra has no default mapping for nickName',
    ],
    [
      'a role policy about a path without a row',
      { users: [attribute('userName', 'string'), attribute('active', 'boolean')] },
      'flow: singleRole: users has no row',
    ],
    ['an id that is not suitable for a URL', { id: 'Flow/2' }, 'the id must be a lower-case letter'],
  ])('refuses %s, with the place', (_, change, message) => {
    expect(() => defineConnector({ ...definition, ...change })).toThrow(message);
  });

  it('accepts a row for the groups of users only if the product has groups', () => {
    const { groups, singleRole: _, ...without } = definition;
    const users = [
      attribute('userName', 'string'),
      attribute('active', 'boolean'),
      attribute('groups', 'complex', { unmapped: true }),
    ];
    const { users: shown } = defineConnector({ ...without, groups, users });
    expect(shown.type.memberOf).toMatchObject({ attribute: { name: 'groups' }, label: 'displayName' });
    expect(flow.users.type.memberOf).toBeUndefined();
    expect(() => defineConnector({ ...without, users })).toThrow('flow: users: the row for groups needs');
  });
});

describe('settings', () => {
  it('are parsed by the schema of the connector', () => {
    expect(flow.parseSettings({ roles: ['Editor'] })).toEqual({
      kind: 'read',
      settings: { roles: ['Editor'] },
    });
  });

  it.each([
    ['an unknown setting', { rolls: ['Editor'] }, 'rolls'],
    ['a list that may not be empty', { roles: [] }, 'roles'],
    ['an element that is not a string', { roles: ['Editor', 7] }, 'roles[1]'],
    ['a value that is not an object', 7, ''],
  ])('refuse %s by name', (_, value, setting) => {
    expect(flow.parseSettings(value)).toEqual({
      kind: 'refused',
      faults: [{ setting, problem: expect.any(String) }],
    });
  });

  it('are refused by a schema that throws', () => {
    const settings = z.strictObject({
      domain: z.string().transform((): string => {
        throw new TypeError('domain.split is not a function');
      }),
    });
    const { singleRole: _, ...without } = definition;
    expect(defineConnector({ ...without, settings }).parseSettings({ domain: 'x' })).toEqual({
      kind: 'refused',
      faults: [{ setting: '', problem: 'The settings schema failed: domain.split is not a function' }],
    });
  });
});

describe('the role policy', () => {
  it.each([
    ['a role that the settings name', { roles: ['Viewer', 'Editor'] }, 'Editor'],
    ['any role if the settings name none', {}, 'Anything'],
  ])('accepts %s', (_, tenant, role) => {
    expect(() => flow.checkUser(withRole(role), flow.parseSettings(tenant))).not.toThrow();
  });

  it('refuses an unknown role, and names the known ones', () => {
    expect(() =>
      flow.checkUser(withRole('Root'), flow.parseSettings({ roles: ['Viewer', 'Editor'] })),
    ).toThrow(
      expect.objectContaining({
        code: 'invalidValue',
        path: ROLE,
        message: expect.stringContaining('Viewer, Editor'),
      }),
    );
  });

  it('accepts a user without a role', () => {
    expect(() =>
      flow.checkUser({ userName: 'ada' }, flow.parseSettings({ roles: ['Viewer'] })),
    ).not.toThrow();
  });
});

describe('the tenant URL', () => {
  it('can be the same for all tenants, if the token identifies the tenant', () => {
    expect(defineConnector({ ...definition, path: '/flow/api/scim' }).path).toBe('/flow/api/scim');
  });
});

describe("a vendor's refuse", () => {
  const seats = z.strictObject({ seats: z.number() });
  const limited = defineConnector({
    ...definition,
    singleRole: { path: ROLE },
    settings: seats,
    refuse: ({ activeUsers, settings: { seats: most } }) =>
      activeUsers < most ? undefined : 'No seat is left.',
  });
  const wish = { change: 'create', user: { userName: 'ada' } } as const;

  it('gets the typed settings of the tenant', () => {
    expect(
      limited.refuse?.({ ...wish, settings: limited.parseSettings({ seats: 5 }), activeUsers: 4 }),
    ).toBeUndefined();
    expect(limited.refuse?.({ ...wish, settings: limited.parseSettings({ seats: 5 }), activeUsers: 5 })).toBe(
      'No seat is left.',
    );
  });

  it('adds an index of active users, which no other connector has', () => {
    const indexed = ({ users }: Connector) => users.type.indexes.map(({ path }) => path);
    expect(indexed(limited)).toContain('active');
    expect(indexed(flow)).not.toContain('active');
  });

  it('is missing if the vendor defines none', () => {
    expect(flow.refuse).toBeUndefined();
  });
});
