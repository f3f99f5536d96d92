import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  attribute,
  defineConnector,
  personalToken,
  supportIssuedToken,
  adminEnabledToken,
  tabIssuedToken,
} from '@scimwright/connector-kit';
import { expect } from 'vitest';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { openHost, type Host } from '../open-host.ts';

const tutorial = 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list';

/** A product whose support issues the token, only to customers with the API. */
const flow = defineConnector({
  id: 'flow',
  displayName: 'Contoso Flow',
  tutorial,
  settings: z.strictObject({ region: z.enum(['eu', 'us']).optional() }),
  users: [
    attribute('userName', 'string', { required: true, filterable: true }),
    attribute('displayName', 'string'),
    attribute('active', 'boolean'),
    attribute('externalId', 'string', { filterable: true, assumed: 'Names are matched by this one too.' }),
  ],
  groups: [
    attribute('displayName', 'string', { required: true, filterable: true }),
    attribute('members', 'reference'),
  ],
  token: supportIssuedToken({
    entitlement: 'flow-api',
    instructions: 'Write to Flow support.',
    overlapDays: 7,
    linkHours: 24,
  }),
  assumptions: ['Display names are not required.'],
});

const users = [
  attribute('userName', 'string', { required: true, filterable: true }),
  attribute('active', 'boolean'),
];
const settings = z.strictObject({});

/** A product without groups; enabling makes its token. */
const desk = defineConnector({
  id: 'desk',
  displayName: 'Contoso Desk',
  tutorial,
  settings,
  users,
  token: adminEnabledToken({ where: 'Admin > Settings', enables: 'Entra provisioning', overlapDays: 7 }),
});

/** A product whose token is made on a tab. */
const board = defineConnector({
  id: 'board',
  displayName: 'Contoso Board',
  tutorial,
  settings,
  users,
  token: tabIssuedToken({ where: 'Admin > Provisioning', enables: 'Enable', overlapDays: 7 }),
});

/** A product that cannot disable users; its tokens have scopes. */
const wiki = defineConnector({
  id: 'wiki',
  displayName: 'Contoso Wiki',
  tutorial,
  settings,
  users: [attribute('userName', 'string', { required: true, filterable: true })],
  cannotDisable: 'Its people are deleted when they leave.',
  path: '/wiki/api/scim',
  token: personalToken({ where: 'My Profile', scope: 'Scim', otherScopes: ['Read'] }),
});

/** The products of the tests, one for each token flow. */
const products = [flow, desk, board, wiki] as const;

/** An answer of the admin API. */
interface AdminAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON body as the test expects it. */
  body<Body>(): Body;
}

/** The answer to an issue of a token. */
export interface Issued {
  readonly tenantUrl: string;
  readonly secretToken: string;
  readonly token: { readonly id: string };
}

/** A host over SQLite, and an administrator with its admin token. */
export interface ServedAdmin {
  readonly host: Host;
  readonly adminToken: string;
  readonly folder: string;
  /** The lines of the process log. */
  readonly lines: readonly string[];
  /** Sends a request to the admin API. */
  send(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<AdminAnswer>;
  /** Moves the clock. */
  passHours(hours: number): void;
  close(): Promise<void>;
}

/** Opens a host of these products on a free port of this machine. */
export async function serveAdmin(env: Record<string, string> = {}): Promise<ServedAdmin> {
  const folder = await mkdtemp(join(tmpdir(), 'scimwright-admin-'));
  const config = readConfig(
    { PORT: '0', DATA_DIR: folder, DATABASE_URL: `sqlite:${join(folder, 'data.sqlite')}`, ...env },
    folder,
  );
  let ahead = 0;
  const lines: string[] = [];
  const record = (fields: object, message: string): void => {
    // A wrong token is not a fault: a test sends one.
    if (!message.includes('wrong admin token')) lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  const host = await openHost({
    connectors: products,
    config,
    logger: { debug() {}, info: record, warn: record, error: record },
    clock: () => new Date(Date.now() + ahead),
  });
  const adminToken = config.adminToken ?? (await readFile(join(folder, 'admin-token'), 'utf8')).trim();
  return {
    host,
    adminToken,
    folder,
    lines,
    async send(method, path, body, headers = {}) {
      const answer = await fetch(`${host.url}/admin/api${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${adminToken}`,
          ...(body && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return {
        status: answer.status,
        headers: answer.headers,
        text,
        // The test names the type and compares the body with it.
        body: <Body>() => JSON.parse(text) as Body,
      };
    },
    passHours(hours) {
      ahead += hours * 3_600_000;
    },
    async close() {
      await host.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Creates a tenant that no other test uses; by default of Flow, which sells its API. */
export async function createTenant(
  { send }: ServedAdmin,
  product = 'flow',
  more: object = { entitlements: ['flow-api'] },
) {
  const name = `tenant-${crypto.randomUUID()}`;
  const created = await send('POST', '/tenants', { connector: product, tenant: name, ...more });
  expect([created.status, created.text]).toEqual([201, expect.anything()]);
  return { name, path: `/tenants/${product}/${name}`, created };
}

/** Issues a token to the tenant at a path. */
export async function issueToken({ send }: ServedAdmin, path: string, body: object = {}): Promise<Issued> {
  const issued = await send('POST', `${path}/tokens`, body);
  expect([issued.status, issued.text]).toEqual([201, expect.anything()]);
  return issued.body<Issued>();
}
