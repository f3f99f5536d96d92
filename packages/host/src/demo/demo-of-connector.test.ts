import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  attribute,
  defineConnector,
  defineSchema,
  supportIssuedToken,
  type Connector,
  type ConnectorDefinition,
} from '@scimwright/connector-kit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { openHost, type Host } from '../open-host.ts';

const ROLE = 'roles[primary eq "True"].value';
const ACCESS = 'urn:contoso:params:scim:schemas:extension:access:2.0:User';

const access = defineSchema({
  id: ACCESS,
  name: 'Access',
  description: 'Where a person may go',
  attributes: [
    { name: 'badge', description: 'On the badge.', required: true, uniqueness: 'server' },
    { name: 'number', description: 'The same.', type: 'integer', uniqueness: 'server' },
    { name: 'floor', description: 'Of the desk.', type: 'integer' },
    { name: 'isGuest', description: 'No employee.', type: 'boolean' },
    { name: 'since', description: 'The first day.', type: 'dateTime' },
    { name: 'photo', description: 'A picture.', type: 'binary' },
    { name: 'zone', description: 'A zone.', canonicalValues: ['north', 'south'] },
    { name: 'doors', description: 'Doors.', multiValued: true },
  ],
});

const userName = attribute('userName', 'string', { required: true, filterable: true });
const role = attribute(ROLE, 'string', {
  required: true,
  from: 'SingleAppRoleAssignment([appRoleAssignments])',
});
const active = attribute('active', 'boolean');
const required = { required: true, unmapped: true } as const;

const plain = {
  id: 'flow',
  displayName: 'Contoso Flow',
  tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list',
  settings: z.strictObject({}),
  users: [userName, active],
  token: supportIssuedToken({ instructions: 'Write to Flow support.', overlapDays: 7 }),
};

const roleSettings = z.strictObject({ roles: z.array(z.string()).default(['Owner', 'Guest']) });
const withRoles: ConnectorDefinition<typeof roleSettings> = {
  ...plain,
  settings: roleSettings,
  users: [userName, active, role],
  singleRole: { path: ROLE, allowed: ({ roles }) => roles },
};

const seatSettings = z.strictObject({ seats: z.number(), domain: z.string() });
const withSeats: ConnectorDefinition<typeof seatSettings> = {
  ...plain,
  settings: seatSettings,
  refuse: ({ user, settings, activeUsers }) => {
    if (activeUsers >= settings.seats) return 'All seats are taken.';
    return String(user['userName']).endsWith(settings.domain) ? undefined : 'The domain is not yours.';
  },
};

let folder: string;
let host: Host | undefined;
let warned: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scimwright-demo-of-'));
  warned = [];
});
afterEach(async () => {
  await host?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Starts a host with a demo of a connector, and returns the people in it. */
async function peopleIn(connector: Connector): Promise<readonly Record<string, unknown>[] | undefined> {
  const warn = (_: object, message: string) => void warned.push(message);
  const logger = { debug: () => undefined, info: () => undefined, warn, error: warn };
  const config = readConfig({ DATA_DIR: folder, PORT: '0' }, folder);
  host = await openHost({ connectors: [connector], config, logger, demo: 'filled' });
  expect((await fetch(`${host.url}/readyz`)).status).toBe(200);
  const [tenant] = host.tenants;
  if (tenant === undefined) return undefined;
  const headers = { Authorization: `Bearer ${tenant.secretToken}` };
  const answer = await fetch(`${tenant.tenantUrl}/Users`, { headers });
  return ((await answer.json()) as { Resources: readonly Record<string, unknown>[] }).Resources;
}

const complete: readonly (readonly [what: string, connector: Connector, person: object])[] = [
  [
    'its own roles, from the default of a setting',
    defineConnector(withRoles),
    { roles: [{ primary: true, value: 'Owner' }] },
  ],
  [
    'roles from its demo values',
    defineConnector({ ...withRoles, demo: { settings: { roles: ['Root', 'Other'] }, roles: ['Other'] } }),
    { roles: [{ primary: true, value: 'Other' }] },
  ],
  [
    'required settings and a domain',
    defineConnector({
      ...withSeats,
      demo: {
        settings: { seats: 2, domain: '@flow.example' },
        people: [{ userName: 'ada@flow.example' }, { userName: 'bo@flow.example' }],
      },
    }),
    { userName: 'ada@flow.example', active: true },
  ],
  [
    'required attributes of every type',
    defineConnector({
      ...plain,
      extensions: { users: [access] },
      users: [
        userName,
        active,
        ...access.attributes.map(({ name, type }) => attribute(`${ACCESS}:${name}`, type, required)),
        attribute('x509Certificates', 'complex', required),
        attribute('emails', 'complex', required),
        attribute('profileUrl', 'reference', required),
      ],
    }),
    { [ACCESS]: { badge: 'C-1001', floor: 7, zone: 'north', doors: ['Contoso'] } },
  ],
  [
    'a number and a canonical value whose sources are unsuitable texts',
    defineConnector({
      ...plain,
      extensions: { users: [access] },
      users: [
        userName,
        active,
        attribute(`${ACCESS}:badge`, 'string', { from: 'employeeId' }),
        attribute(`${ACCESS}:floor`, 'integer', { from: 'employeeId' }),
        attribute(`${ACCESS}:zone`, 'string', { from: 'department' }),
      ],
    }),
    { [ACCESS]: { badge: 'C-1001' } },
  ],
];

it.each(complete)('a connector with %s has people in its demo', async (_, connector, person) => {
  const people = await peopleIn(connector);
  expect(warned).toEqual([]);
  expect(people?.length).toBe(connector.demo.people?.length ?? 5);
  expect(people?.[0]).toMatchObject(person);
});

it('a connector with required settings and no demo values has no demo tenant', async () => {
  expect(await peopleIn(defineConnector(withSeats))).toBeUndefined();
  expect(warned).toEqual([
    expect.stringMatching(
      /^Contoso Flow has no demo tenant\. These settings do not fit Contoso Flow\.[^]*seats[^]*"demo"/,
    ),
  ]);
});

it("a connector that refuses the demo's people has a demo tenant without them, and the log says why", async () => {
  const people = await peopleIn(
    defineConnector({ ...withSeats, demo: { settings: { seats: 2, domain: '@flow.example' } } }),
  );
  expect(people).toEqual([]);
  expect(warned).toEqual([
    expect.stringMatching(
      /^The demo tenant of Contoso Flow is incomplete\. POST \/Users was answered 400: .*The domain is not yours.*"demo"/,
    ),
  ]);
});

it('a faulty connector does not stop the demo of the others', async () => {
  const broken = defineConnector({
    ...plain,
    id: 'broken',
    refuse: () => {
      throw new Error('a bug');
    },
  });
  expect(await peopleIn(broken)).toEqual([]);
  expect(warned.join()).toContain('was answered 500');
});
