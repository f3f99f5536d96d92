import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attribute, defineConnector, supportIssuedToken } from '@scimwright/connector-kit';
import { PATCH_OP } from '@scimwright/core/messages';
import { createServer, type Server } from '@scimwright/server';
import { createTenant, issueToken, type AdminDeps } from '@scimwright/server/admin';
import { openStore } from '@scimwright/store-knex';
import type { Store, TenantId } from '@scimwright/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const flow = defineConnector({
  id: 'flow',
  displayName: 'Contoso Flow',
  tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list',
  settings: z.strictObject({}),
  users: [attribute('userName', 'string'), attribute('active', 'boolean')],
  groups: [attribute('displayName', 'string'), attribute('members', 'reference')],
  token: supportIssuedToken({ instructions: 'Write to Flow support.', overlapDays: 7 }),
});

let folder: string;
let store: Store;
let server: Server;
let http: HttpServer;
let origin: string;
let secret: string;
let statements: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scimwright-groups-'));
  store = await openStore({
    url: `sqlite:${join(folder, 'data.sqlite')}`,
    onStatement: (sql) => statements.push(sql.replaceAll(/\s+/g, ' ').trim()),
  });
  server = createServer({ connectors: [flow], store });
  http = createHttpServer(server.app.callback());
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}/flow/contoso/scim/v2`;
  const admin: AdminDeps = {
    connectors: [flow],
    store,
    clock: () => new Date(),
    ids: () => crypto.randomUUID(),
  };
  const tenant = await createTenant(admin, { connector: 'flow', name: 'contoso' });
  ({ secret } = await issueToken(admin, tenant, { description: 'tests', createdBy: 'tests' }));
  for (const [id, size] of Object.entries(SIZES)) await makeGroup(tenant.id, id, size);
});
afterAll(async () => {
  http.closeAllConnections();
  http.close();
  await server.close();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const SIZES = { small: 10, large: 20_000 } as const;

async function makeGroup(tenant: TenantId, id: string, size: number): Promise<void> {
  const members = Array.from({ length: size }, (_, at) => `member-${String(at).padStart(6, '0')}`);
  const outcome = await store.resources.commit(tenant, [
    {
      kind: 'create',
      type: 'Group',
      id,
      at: new Date().toISOString(),
      body: `{"displayName":"${id}"}`,
      entries: [],
      members,
    },
  ]);
  expect(outcome.kind).toBe('done');
}

async function traced(method: string, path: string, body?: object) {
  // The first request with a token records its last use, which this test does not count.
  await fetch(`${origin}/Users?count=0`, { headers: { Authorization: `Bearer ${secret}` } });
  await server.flush();
  statements = [];
  const answer = await fetch(`${origin}${path}`, {
    method,
    headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/scim+json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, text: await answer.text(), ran: [...statements] };
}

const adding = (member: string) => ({
  schemas: [PATCH_OP],
  Operations: [{ op: 'Add', path: 'members', value: [{ $ref: null, value: member }] }],
});

describe('a group of 20,000', () => {
  it('adds a member with the same statements as a group of ten', async () => {
    const small = await traced('PATCH', '/Groups/small', adding('new'));
    const large = await traced('PATCH', '/Groups/large', adding('new'));
    expect([small.status, large.status]).toEqual([204, 204]);
    expect(large.ran).toEqual(small.ran);
    expect(large.ran.filter((sql) => /\bmembers\b/.test(sql))).not.toEqual([]);
  });

  it('adds a member without a statement that could touch another member', async () => {
    const { ran } = await traced('PATCH', '/Groups/large', adding('newer'));
    const touching = ran.filter((sql) => /\bmembers\b/.test(sql));
    expect(touching.map((sql) => /\w+ (\w+ )?members \(/.exec(sql)?.[0])).toEqual(['insert into members (']);
    expect(touching.filter((sql) => /\b(from|join|update) members\b/.test(sql))).toEqual([]);
  });

  it.each([
    '/Groups/large?excludedAttributes=members',
    '/Groups?excludedAttributes=members&filter=id+eq+%22large%22',
  ])('is read at %s without reading its members', async (path) => {
    const { status, text, ran } = await traced('GET', path);
    expect(status).toBe(200);
    expect(text).toContain('"displayName":"large"');
    expect(text).not.toContain('member-');
    expect(ran.filter((sql) => /\bmembers\b/.test(sql))).toEqual([]);
  });

  it('is read completely in pages', async () => {
    const { text, ran } = await traced('GET', '/Groups/large');
    expect((JSON.parse(text) as { members: unknown[] }).members).toHaveLength(20_002);
    expect(ran.filter((sql) => /\bfrom members\b/.test(sql)).length).toBeGreaterThan(9);
  });
});
