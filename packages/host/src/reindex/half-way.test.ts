import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connector } from '@scimwright/connector-kit';
import { indexEntries } from '@scimwright/core/resource';
import { GROUP, USER } from '@scimwright/core/schema';
import { silentLogger } from '@scimwright/server';
import { createTenant, issueToken } from '@scimwright/server/admin';
import type { TenantId } from '@scimwright/store';
import { engines, type TestDatabase } from '@scimwright/test-databases';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { flowConnector, withUniqueTitles } from '../flow-connector.fixture.ts';
import { openHost, type Host } from '../open-host.ts';

const AT = '2026-01-31T12:00:00.000Z';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const BULK_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';

/** A connector, before and after titles can be looked up. */
const version = (filterable: boolean) => flowConnector('flow', { filterable });

const before = version(false);

/**
 * How many users each tenant has. They are reindexed in portions of 200: the first of each tenant, in order of their names, then the rest
 * of those that have more.
 */
const SIZES = { able: 1, baker: 450, charlie: 1 } as const;
type TenantName = keyof typeof SIZES;
const names = ['able', 'baker', 'charlie'] as const;

const gates: (() => void)[] = [];

/** Lets so many portions through, then holds the next one until it is opened. */
function openGate(portions: number) {
  let asked = 0;
  gates.push(() => open());
  let open = (): void => undefined;
  let reach = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  return {
    open: () => open(),
    /** Resolves when it holds. */
    reached,
    asked: () => asked,
    pass: async (): Promise<void> => {
      asked += 1;
      if (asked <= portions) return;
      reach();
      await opened;
    },
  };
}

const userOf = (tenant: TenantName, n: number): string => `${tenant}-${String(n).padStart(4, '0')}`;
const filtered = (filter: string): string => `?filter=${encodeURIComponent(filter)}`;
const patch = (path: string, value: unknown): object => ({
  schemas: [PATCH_OP],
  Operations: [{ op: 'replace', path, value }],
});

interface Asked {
  readonly what: string;
  readonly tenant: TenantName;
  readonly method?: string;
  readonly path: string;
  readonly body?: object;
  readonly status: number;
}

const user = (userName: string): object => ({ schemas: [USER], userName, title: 'Countess' });

/** What is asked while 200 of the 450 users of baker are reindexed. */
const halfWay: readonly Asked[] = [
  { what: 'a user by id', tenant: 'baker', path: `/Users/${userOf('baker', 400)}`, status: 200 },
  {
    what: 'a change of a user',
    tenant: 'baker',
    method: 'PATCH',
    path: `/Users/${userOf('baker', 401)}`,
    body: patch('active', false),
    status: 200,
  },
  {
    what: 'a change of what is reindexed',
    tenant: 'baker',
    method: 'PATCH',
    path: `/Users/${userOf('baker', 402)}`,
    body: patch('title', 'Admiral'),
    status: 200,
  },
  {
    what: 'a deletion',
    tenant: 'baker',
    method: 'DELETE',
    path: `/Users/${userOf('baker', 403)}`,
    status: 204,
  },
  {
    what: 'a user by name',
    tenant: 'baker',
    path: `/Users${filtered(`userName eq "${userOf('baker', 404)}"`)}`,
    status: 200,
  },
  { what: 'a list', tenant: 'baker', path: '/Users?count=2', status: 200 },
  { what: 'a cursor page', tenant: 'baker', path: '/Users?count=2&cursor', status: 200 },
  { what: 'a filter over titles', tenant: 'baker', path: `/Users${filtered('title eq "x"')}`, status: 503 },
  {
    what: 'a cursor page over titles',
    tenant: 'baker',
    path: `/Users${filtered('title eq "x"')}&cursor`,
    status: 503,
  },
  { what: 'a creation', tenant: 'baker', method: 'POST', path: '/Users', body: user('ada'), status: 503 },
  {
    what: 'the creation of a group',
    tenant: 'baker',
    method: 'POST',
    path: '/Groups',
    body: { schemas: [GROUP], displayName: 'Engine', members: [{ value: userOf('baker', 1) }] },
    status: 201,
  },
  {
    what: 'a group by name',
    tenant: 'baker',
    path: `/Groups${filtered('displayName eq "Engine"')}`,
    status: 200,
  },
  { what: 'titles of a done tenant', tenant: 'able', path: `/Users${filtered('title eq "x"')}`, status: 200 },
  {
    what: 'a creation in a done tenant',
    tenant: 'able',
    method: 'POST',
    path: '/Users',
    body: user('ada'),
    status: 201,
  },
  {
    what: 'titles of a later tenant',
    tenant: 'charlie',
    path: `/Users${filtered('title eq "x"')}`,
    status: 503,
  },
  {
    what: 'a user of a later tenant',
    tenant: 'charlie',
    path: `/Users/${userOf('charlie', 0)}`,
    status: 200,
  },
];

describe.each(engines)('while resources are reindexed on $name', ({ open: openDatabase }) => {
  let database: TestDatabase;
  let folder: string;
  let host: Host | undefined;
  const tokens = new Map<TenantName, string>();

  beforeEach(async () => {
    database = await openDatabase();
    folder = await mkdtemp(join(tmpdir(), 'scimwright-half-way-'));
    const { store } = await open(before, async () => undefined);
    const admin = { connectors: [before], store, clock: () => new Date(), ids: () => crypto.randomUUID() };
    for (const name of names) {
      const tenant = await createTenant(admin, { connector: 'flow', name });
      const { secret } = await issueToken(admin, tenant, { createdBy: 'ada' });
      tokens.set(name, secret);
      await fill(tenant.id, name);
    }
  });
  afterEach(async () => {
    for (const open of gates.splice(0)) open();
    await host?.close();
    host = undefined;
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(connector: Connector, betweenPortions: () => Promise<void>): Promise<Host> {
    await host?.close();
    host = undefined;
    const config = readConfig({ PORT: '0', DATA_DIR: folder, DATABASE_URL: database.url }, folder);
    host = await openHost({ connectors: [connector], config, logger: silentLogger, betweenPortions });
    return host;
  }

  async function fill(tenant: TenantId, name: TenantName): Promise<void> {
    const changes = Array.from({ length: SIZES[name] }, (_, n) => {
      const id = userOf(name, n);
      const resource = { userName: id, title: 'x' };
      const entries = indexEntries(resource, before.users.type);
      return {
        kind: 'create',
        type: 'User',
        id,
        at: AT,
        body: JSON.stringify(resource),
        entries,
        members: [],
      } as const;
    });
    expect(await host?.store.resources.commit(tenant, changes)).toMatchObject({ kind: 'done' });
  }

  async function ask({ tenant, method = 'GET', path, body }: Omit<Asked, 'what' | 'status'>) {
    const answer = await fetch(`${host?.url}/flow/${tenant}/scim/v2${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${tokens.get(tenant)}`,
        'Content-Type': 'application/scim+json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const { totalResults } = (text === '' ? {} : JSON.parse(text)) as { totalResults?: number };
    return { status: answer.status, retryAfter: answer.headers.get('Retry-After'), totalResults, text };
  }

  const titles = (tenant: TenantName) => ask({ tenant, path: `/Users${filtered('title eq "X"')}&count=1` });

  async function expectAllFound(more: Partial<Record<TenantName, number>> = {}): Promise<void> {
    for (const name of names) {
      await expect.poll(async () => (await titles(name)).status, { timeout: 20_000 }).toBe(200);
      expect((await titles(name)).totalResults).toBe(SIZES[name] + (more[name] ?? 0));
    }
  }

  it('what needs the new index is answered 503, and everything else as ever', async () => {
    const gate = openGate(2);
    const { url } = await open(version(true), gate.pass);
    await gate.reached;
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const answers = [];
    for (const { what, ...asked } of halfWay) {
      const { status, retryAfter, text } = await ask(asked);
      answers.push({ what, status, retryAfter });
      expect(text.includes('is building an index that this request needs')).toBe(asked.status === 503);
    }
    expect(answers).toEqual(
      halfWay.map(({ what, status }) => ({ what, status, retryAfter: status === 503 ? '5' : null })),
    );
    const bulk = await ask({
      tenant: 'baker',
      method: 'POST',
      path: '/Bulk',
      body: {
        schemas: [BULK_REQUEST],
        Operations: [
          { method: 'PATCH', path: `/Users/${userOf('baker', 405)}`, data: patch('active', false) },
          { method: 'POST', path: '/Users', bulkId: 'ada', data: user('ada') },
        ],
      },
    });
    const { Operations: operations } = JSON.parse(bulk.text) as { Operations: { status: string }[] };
    expect(operations.map(({ status }) => status)).toEqual(['200', '503']);
    gate.open();
    // One is another title now, and one is gone.
    await expectAllFound({ baker: -2 });
    expect(await ask({ tenant: 'baker', method: 'POST', path: '/Users', body: user('ada') })).toMatchObject({
      status: 201,
    });
    // able, charlie and three of baker.
    expect(gate.asked()).toBe(5);
  });

  it('a tenant with a few users does not wait for one with many', async () => {
    const gate = openGate(3);
    await open(version(true), gate.pass);
    await gate.reached;
    expect(await Promise.all(names.map(async (name) => (await titles(name)).status))).toEqual([
      200, 503, 200,
    ]);
    gate.open();
    await expectAllFound();
  });

  it('a unique value that is not whole yet cannot be taken, and other values can', async () => {
    const gate = openGate(2);
    await open(withUniqueTitles(version(true)), gate.pass);
    await gate.reached;
    const change = (path: string, value: string) =>
      ask({
        tenant: 'baker',
        method: 'PATCH',
        path: `/Users/${userOf('baker', 400)}`,
        body: patch(path, value),
      });
    expect((await change('title', 'Admiral')).status).toBe(503);
    expect((await change('userName', 'grace')).status).toBe(200);
    gate.open();
    await expectAllFound();
    expect((await change('title', 'Admiral')).status).toBe(200);
  });

  it('a host that is stopped goes on where it was, and what was done stays answered', async () => {
    const first = openGate(3);
    await open(version(true), first.pass);
    await first.reached;
    const closing = host?.close();
    first.open();
    await closing;
    host = undefined;

    const second = openGate(0);
    await open(version(true), second.pass);
    await second.reached;
    const statuses = async () => Promise.all(names.map(async (name) => (await titles(name)).status));
    expect(await statuses()).toEqual([200, 503, 503]);
    second.open();
    await expectAllFound();
    // The rest of baker and charlie, then all once more, for what a host of the older version wrote meanwhile.
    await expect.poll(() => second.asked(), { timeout: 20_000 }).toBe(3 + 5);
  });

  it('an index that another version had is made again, though its reindexing was never finished', async () => {
    await open(version(true), async () => undefined);
    await expectAllFound();
    const gate = openGate(2);
    await open(before, gate.pass);
    await gate.reached;
    const closing = host?.close();
    gate.open();
    await closing;
    host = undefined;
    await open(version(true), async () => undefined);
    await expectAllFound();
  });
});
