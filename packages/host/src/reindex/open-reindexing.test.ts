import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connector } from '@scimwright/connector-kit';
import { openParseContext } from '@scimwright/core';
import { bindFilter, parseFilter } from '@scimwright/core/filter';
import { USER } from '@scimwright/core/schema';
import { silentLogger } from '@scimwright/server';
import { createTenant } from '@scimwright/server/admin';
import { memoryStore, StoreUnavailable, type Store } from '@scimwright/store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { flowConnector, withUniqueTitles } from '../flow-connector.fixture.ts';
import { openHost, type Host } from '../open-host.ts';
import { openReindexing } from './open-reindexing.ts';

/** A version of a connector. */
const version = ({ filterable = false, everything = false } = {}) =>
  flowConnector('flow', { filterable }, everything ? { searchedBy: 'everything' } : {});

describe('a host whose connector changed its indexes', () => {
  let folder: string;
  let host: Host | undefined;
  let logged: { level: string; message: string; fields: object }[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scimwright-reindex-'));
    logged = [];
  });
  afterEach(async () => {
    await close();
    await rm(folder, { recursive: true, force: true });
  });

  async function close(): Promise<void> {
    await host?.close();
    host = undefined;
  }
  async function open(connector: Connector, isStopped?: () => boolean): Promise<Host> {
    await close();
    const at = (level: string) => (fields: object, message: string) =>
      void logged.push({ level, fields, message });
    const logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
    const config = readConfig({ DATA_DIR: folder, PORT: '0' }, folder);
    host = await openHost({ connectors: [connector], config, logger, demo: 'empty', isStopped });
    return host;
  }
  let secretToken = '';
  async function ask({ url, tenants }: Host, path: string, body?: object) {
    secretToken = tenants[0]?.secretToken ?? secretToken;
    const name = tenants[0]?.tenant ?? 'contoso';
    const answer = await fetch(`${url}/flow/${name}/scim/v2${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { Authorization: `Bearer ${secretToken}`, 'Content-Type': 'application/scim+json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const { id, totalResults } = (await answer.json()) as { id?: string; totalResults?: number };
    return { status: answer.status, id, totalResults };
  }
  const user = (userName: string, title: string) => ({ schemas: [USER], userName, title });
  /** Asks until the host has what it is asked for. */
  async function askInTheEnd(of: Host, path: string) {
    await expect.poll(async () => (await ask(of, path)).status, { timeout: 20_000 }).toBe(200);
    return ask(of, path);
  }
  const withTitle = (title: string): string => `/Users?filter=${encodeURIComponent(`title eq "${title}"`)}`;

  it('finds earlier users by a new index', async () => {
    const before = await open(version());
    await ask(before, '/Users', user('ada', 'Countess'));
    expect(await ask(before, withTitle('countess'))).toMatchObject({ status: 400 });
    const after = await open(version({ filterable: true }));
    expect(await askInTheEnd(after, withTitle('countess'))).toMatchObject({ status: 200, totalResults: 1 });
    await expect
      .poll(() => logged)
      .toContainEqual({
        level: 'info',
        message: 'reindexed resources',
        fields: { connector: 'flow', type: 'User', looked: 1, changed: 1 },
      });
  });

  it('finds earlier users by a new search', async () => {
    const before = await open(version());
    await ask(before, '/Users', user('ada', 'Countess'));
    const after = await open(version({ everything: true }));
    const search = `/Users?filter=${encodeURIComponent('title co "untes"')}`;
    expect(await askInTheEnd(after, search)).toMatchObject({ status: 200, totalResults: 1 });
  });

  it('is not ready when it was stopped before it began, and reindexes when it starts again', async () => {
    const before = await open(version());
    await ask(before, '/Users', user('ada', 'Countess'));
    const stopped = await open(version({ filterable: true }), () => true);
    expect((await fetch(`${stopped.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${stopped.url}/healthz`)).status).toBe(200);
    expect(await ask(stopped, withTitle('countess'))).toMatchObject({ status: 503 });
    expect(await ask(stopped, `${withTitle('countess')}&cursor`)).toMatchObject({ status: 503 });
    expect(await ask(stopped, '/Users', user('grace', 'Admiral'))).toMatchObject({ status: 503 });
    const after = await open(version({ filterable: true }));
    expect((await fetch(`${after.url}/readyz`)).status).toBe(200);
    expect(await askInTheEnd(after, withTitle('countess'))).toMatchObject({ status: 200, totalResults: 1 });
  });

  it('names the users that share a value that must now be unique, without the value, and finds all of them', async () => {
    const before = await open(version({ filterable: true }));
    await ask(before, '/Users', user('ada', 'Countess'));
    const { id } = await ask(before, '/Users', user('grace', 'countess'));
    const after = await open(withUniqueTitles(version({ filterable: true })));
    expect(await askInTheEnd(after, withTitle('Countess'))).toMatchObject({ status: 200, totalResults: 2 });
    const error = logged.find(({ level }) => level === 'error');
    expect(error?.fields).toMatchObject({ connector: 'flow', attribute: 'title', count: 1, ids: [id] });
    expect(JSON.stringify(logged)).not.toMatch(/countess/i);
  });
});

describe('resources written by a running host of an older version', () => {
  const at = (hours: number): Date => new Date(Date.parse('2026-01-31T12:00:00.000Z') + hours * 3_600_000);
  const connector = version({ everything: true });
  const reindexAt = async (store: Store, hours: number): Promise<void> => {
    const deps = { connectors: [connector], store, clock: () => at(hours), logger: silentLogger };
    const reindexing = openReindexing(deps);
    await reindexing.plan();
    await reindexing.run();
  };

  it.each([
    { hours: 23, found: 1, when: 'on the day of the change' },
    { hours: 25, found: 0, when: 'later, so that a start costs no more than necessary' },
  ])('are reindexed $found times by a host that starts $when', async ({ hours, found }) => {
    const store = memoryStore();
    const admin = { connectors: [connector], store, clock: () => at(0), ids: () => 't1' };
    const tenant = await createTenant(admin, { connector: 'flow', name: 'contoso' });
    await reindexAt(store, 0);
    await store.resources.commit(tenant.id, [
      {
        kind: 'create',
        type: 'User',
        id: 'u1',
        at: at(1).toISOString(),
        body: '{"userName":"ada"}',
        entries: [{ path: 'userName', key: 'ada', unique: true }],
        members: [],
      },
    ]);
    await reindexAt(store, hours);
    const { type } = connector.users;
    const context = openParseContext();
    const filter = bindFilter(parseFilter('userName co "d"', context), type, context);
    const { total } = await store.resources.find(tenant.id, { type, filter, startIndex: 1, count: 0 });
    expect(total).toBe(found);
  });
});

it('a fault stops a reindexing for a moment only', async () => {
  const store = memoryStore();
  const before = version();
  const admin = { connectors: [before], store, clock: () => new Date(), ids: () => 't1' };
  const { id: tenant } = await createTenant(admin, { connector: 'flow', name: 'contoso' });
  await store.resources.commit(tenant, [
    {
      kind: 'create',
      type: 'User',
      id: 'u1',
      at: '2026-01-31T12:00:00.000Z',
      body: '{"userName":"ada","title":"Countess"}',
      entries: [{ path: 'userName', key: 'ada', unique: true }],
      members: [],
    },
  ]);
  const errors: unknown[] = [];
  let faults = 2;
  const reindexing = openReindexing({
    connectors: [version({ filterable: true })],
    store,
    clock: () => new Date(),
    logger: { ...silentLogger, error: (fields) => void errors.push(fields) },
    retryMs: 1,
    between: async () => {
      faults -= 1;
      if (faults >= 0) throw new StoreUnavailable('ECONNREFUSED');
    },
  });
  expect(reindexing.heldOf(tenant, 'User')).toBe('everything');
  await reindexing.plan();
  expect(reindexing.heldOf(tenant, 'User')).toMatchObject({ indexes: expect.arrayContaining(['title']) });
  await reindexing.run();
  expect(reindexing.heldOf(tenant, 'User')).toBeUndefined();
  expect(errors).toMatchObject([{ code: 'ECONNREFUSED' }, { code: 'ECONNREFUSED' }]);
});
