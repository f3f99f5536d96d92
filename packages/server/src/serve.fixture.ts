import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { attribute, defineConnector, supportIssuedToken, type Connector } from '@scimwright/connector-kit';
import type { Json, JsonObject } from '@scimwright/core';
import { memoryStore, type Store, type Tenant } from '@scimwright/store';
import { z } from 'zod';
import type { AdminDeps } from './admin/admin-deps.ts';
import { createTenant } from './admin/tenants.ts';
import { issueToken } from './admin/tokens.ts';
import { createServer, type Server, type ServerOptions } from './create-server.ts';

/** The definition of Flow. */
export const flowDefinition = {
  id: 'flow',
  displayName: 'Contoso Flow',
  tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list',
  settings: z.strictObject({}),
  users: [
    attribute('userName', 'string', { required: true, filterable: true }),
    attribute('displayName', 'string'),
    attribute('active', 'boolean'),
    attribute('title', 'string'),
    attribute('emails[type eq "work"].value', 'string', { required: true, filterable: true }),
  ],
  groups: [
    attribute('displayName', 'string', { required: true, filterable: true }),
    attribute('members', 'reference'),
  ],
  token: supportIssuedToken({
    entitlement: 'flow-api',
    instructions: 'Write to Flow support.',
    overlapDays: 7,
  }),
} as const;

/** A small product for tests. */
export const flow = defineConnector(flowDefinition);

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: JsonObject;
}

/** A line that the process logged. */
interface LogLine {
  readonly level: string;
  readonly fields: object;
  readonly message: string;
}

/** A server over real HTTP, a tenant, and a client that knows its token. */
export interface Served {
  readonly tenant: Tenant;
  readonly tenantUrl: string;
  readonly secret: string;
  readonly admin: AdminDeps;
  readonly lines: readonly LogLine[];
  readonly load: Server['load'];
  send(method: string, path: string, body?: Json | string, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

/** The body of a user that Flow takes. */
export function flowUser(userName: string, more: JsonObject = {}): JsonObject {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName,
    emails: [{ type: 'work', value: `${userName}@flow.example` }],
    ...more,
  };
}

/** A PATCH body. */
export function patchOf(...Operations: JsonObject[]): JsonObject {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations };
}

/** Serves Flow on a free port of this machine. */
export async function serveFlow(
  options: {
    readonly store?: Store;
    readonly server?: Partial<ServerOptions>;
    readonly connector?: Connector;
  } = {},
): Promise<Served> {
  const store = options.store ?? memoryStore();
  const { connector = flow } = options;
  const lines: LogLine[] = [];
  const record = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, fields, message });
  const logger = {
    debug: record('debug'),
    info: record('info'),
    warn: record('warn'),
    error: record('error'),
  };
  const server = createServer({ connectors: [connector], store, logger, ...options.server });
  const http = createHttpServer(server.app.callback());
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  const { port } = http.address() as AddressInfo;
  const clock = options.server?.clock ?? (() => new Date());
  const admin: AdminDeps = { connectors: [connector], store, clock, ids: () => crypto.randomUUID() };
  const tenant = await createTenant(admin, {
    connector: 'flow',
    name: 'contoso',
    entitlements: ['flow-api'],
  });
  const { secret } = await issueToken(admin, tenant, { description: 'tests', createdBy: 'tests' });
  const tenantUrl = `http://127.0.0.1:${port}/flow/contoso/scim/v2`;
  return {
    tenant,
    tenantUrl,
    secret,
    admin,
    lines,
    load: () => server.load(),
    async send(method, path, body, headers = {}) {
      const answer = await fetch(path.startsWith('http') ? path : `${tenantUrl}${path}`, {
        method,
        headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/scim+json', ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      const isJson = answer.headers.get('Content-Type')?.includes('json') && text !== '';
      return {
        status: answer.status,
        headers: answer.headers,
        text,
        body: isJson ? (JSON.parse(text) as JsonObject) : {},
      };
    },
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await server.close();
      await store.close();
    },
  };
}
