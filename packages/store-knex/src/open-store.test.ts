import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { JsonObject } from '@scimwright/core';
import { emptyDelta } from '@scimwright/core/patch';
import { attribute, defaultUserMapping, defineProfile } from '@scimwright/core/profile';
import { userSchema } from '@scimwright/core/schema';
import { StoreFault, StoreUnavailable, type Change, type Store, type TenantId } from '@scimwright/store';
import { engines, type TestDatabase } from '@scimwright/test-databases';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sqlite } from './dialect/sqlite.ts';
import { openKnex } from './open-knex.ts';
import { openStore } from './open-store.ts';

const AT = '2026-01-31T12:00:00.000Z';
const tenant = 't1' as TenantId;

const userType = defineProfile({
  name: 'User',
  endpoint: '/Users',
  schema: userSchema,
  extensions: [],
  rows: [attribute('userName', 'string')],
  sources: defaultUserMapping,
  matchedBy: 'userName',
}).type;

function create(id: string, body: JsonObject = {}): Change {
  return { kind: 'create', type: 'User', id, at: AT, body: JSON.stringify(body), entries: [], members: [] };
}

function all(store: Store) {
  return store.resources.find(tenant, { type: userType, filter: undefined, startIndex: 1, count: 1_000 });
}

describe('openStore of a SQLite file', () => {
  let folder = '';
  let url = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scimwright-open-'));
    url = `sqlite:${join(folder, 'store.sqlite')}`;
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('creates neither a file nor a folder if the database must exist', async () => {
    const elsewhere = `sqlite:${join(folder, 'made', 'store.sqlite')}`;
    for (const missing of [url, elsewhere]) {
      await expect(openStore({ url: missing, mustExist: true })).rejects.toMatchObject({ code: 'NO_TABLES' });
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves one file after it is closed', async () => {
    const store = await openStore({ url });
    await store.resources.commit(tenant, [create('u1')]);
    await store.close();
    expect(await readdir(folder)).toEqual(['store.sqlite']);
  });

  it('has every answered write in its files before it is closed', async () => {
    const store = await openStore({ url });
    const copy = await mkdtemp(join(tmpdir(), 'scimwright-copy-'));
    for (let at = 0; at < 5; at += 1) {
      await store.resources.commit(tenant, [create(`u${at}`)]);
      for (const file of ['store.sqlite', 'store.sqlite-wal'])
        await copyFile(join(folder, file), join(copy, file));
      const survivor = await openStore({ url: `sqlite:${join(copy, 'store.sqlite')}` });
      expect((await all(survivor)).total).toBe(at + 1);
      await survivor.close();
    }
    await store.close();
    await rm(copy, { recursive: true });
  });

  it('can be called by several processes at once for the same new file', async () => {
    const stores = await Promise.all([1, 2, 3, 4].map(() => openStore({ url })));
    for (const [at, store] of stores.entries()) await store.resources.commit(tenant, [create(`u${at}`)]);
    await Promise.all(stores.map((store) => store.close()));
    const again = await openStore({ url });
    expect((await all(again)).total).toBe(4);
    await again.close();
  });

  it('shares a file with another process that writes at the same time', async () => {
    const [one, other] = [await openStore({ url }), await openStore({ url })];
    const outcomes = await Promise.all(
      [one, other].flatMap((store, at) =>
        Array.from({ length: 60 }, async (_, index) => {
          await setTimeout(index % 7);
          return store.resources.commit(tenant, [create(`${at}-${index}`)]);
        }),
      ),
    );
    expect(outcomes.every(({ kind }) => kind === 'done')).toBe(true);
    expect((await all(one)).total).toBe(120);
    await Promise.all([one.close(), other.close()]);
  });

  it('waits for another process, even if that holds the lock for more than one attempt', async () => {
    const store = await openStore({ url });
    const dialect = sqlite(url.slice('sqlite:'.length));
    const other = openKnex(dialect.writer, undefined);
    await other.raw('begin immediate');
    const commit = store.resources.commit(tenant, [create('u1')]);
    await setTimeout(2_300);
    expect((await all(store)).total).toBe(0);
    await other.raw('rollback');
    expect(await commit).toMatchObject({ kind: 'done' });
    await other.destroy();
    await store.close();
  });
});

describe.each(engines)('openStore on $name', ({ open }) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await open();
  });
  afterEach(() => database.close());

  it('keeps stored data when it is opened again', async () => {
    const first = await openStore(database);
    await first.resources.commit(tenant, [create('u1')]);
    await first.close();
    const second = await openStore(database);
    expect((await all(second)).items.map(({ id }) => id)).toEqual(['u1']);
    await second.close();
  });

  it('refuses a database without tables if it must exist, and does not change it', async () => {
    const refused = new StoreFault('NO_TABLES', undefined);
    await expect(openStore({ ...database, mustExist: true })).rejects.toStrictEqual(refused);
    await expect(openStore({ ...database, mustExist: true })).rejects.toStrictEqual(refused);
    await (await openStore(database)).close();
    await (await openStore({ ...database, mustExist: true })).close();
  });

  it('has a secret that all stores of one database share and no other database has', async () => {
    const [one, other] = await Promise.all([openStore(database), openStore(database)]);
    const secret = await one.secret();
    expect(await other.secret()).toEqual(secret);
    await Promise.all([one.close(), other.close()]);
    const again = await openStore(database);
    expect(await again.secret()).toEqual(secret);
    await again.close();
    const elsewhere = await open();
    const stranger = await openStore(elsewhere);
    expect(await stranger.secret()).not.toEqual(secret);
    await stranger.close();
    await elsewhere.close();
  });

  it('never shows half a batch to a reader', async () => {
    const store = await openStore(database);
    await store.resources.commit(tenant, [create('u1', { round: 0 }), create('u2', { round: 0 })]);
    const writing = new AbortController();
    const write = async (): Promise<void> => {
      for (let round = 1; round <= 150; round += 1) {
        await store.resources.commit(
          tenant,
          ['u1', 'u2'].map((id): Change => ({
            kind: 'update',
            type: 'User',
            id,
            at: AT,
            expected: round,
            body: JSON.stringify({ round }),
            entries: { add: [], drop: [] },
            members: emptyDelta,
          })),
        );
        const extra = `x${round}`;
        await store.resources.commit(tenant, [create(extra)]);
      }
      writing.abort();
    };
    const read = async (): Promise<number> => {
      let pages = 0;
      while (!writing.signal.aborted) {
        const { total, items } = await all(store);
        expect(total).toBe(items.length);
        expect(items[0]?.body).toBe(items[1]?.body);
        pages += 1;
      }
      return pages;
    };
    const [, ...pages] = await Promise.all([write(), read(), read()]);
    expect(Math.min(...pages)).toBeGreaterThan(10);
    await store.close();
  });

  it('finishes queued work before it closes, and refuses new work', async () => {
    const store = await openStore(database);
    const queued = Array.from({ length: 200 }, (_, at) => store.resources.commit(tenant, [create(`u${at}`)]));
    const closing = store.close();
    expect((await Promise.all(queued)).every(({ kind }) => kind === 'done')).toBe(true);
    await closing;

    const token = {
      id: 'a',
      tenant,
      hash: 'a',
      description: '',
      scope: '',
      userId: undefined,
      createdBy: '',
      created: AT,
      expires: undefined,
      lastUsed: undefined,
      revoked: undefined,
    };
    const attempts: readonly (() => Promise<unknown>)[] = [
      () => store.ping(),
      () => store.resources.get(tenant, 'User', 'u1'),
      () => all(store),
      () => store.resources.commit(tenant, [create('late')]),
      () => store.resources.members(tenant, 'g1')[Symbol.asyncIterator]().next(),
      () => store.secret(),
      () =>
        store.resources.keysetPage(tenant, { type: userType, filter: undefined, count: 1, isCounted: true }),
      () => store.tenants.list({ connector: undefined, after: undefined, limit: 1 }),
      () => store.tenants.get('bic', 'contoso'),
      () => store.tenants.remove(tenant, AT),
      () => store.sweep(AT),
      () => store.tenants.update(tenant, { enabled: false }),
      () => store.tokens.issue(token, { max: 1, overlapUntil: undefined }),
      () => store.tokens.find('a'),
      () => store.tokens.list(tenant),
      () => store.tokens.touch('a', AT),
      () => store.log.prune(AT),
      () => store.log.read(tenant, { limit: 1 }),
      () => store.outbox.read({ tenant: undefined, after: 0, limit: 1 }),
      () => store.outbox.claim({ owner: 'a', now: AT, leaseUntil: AT, limit: 1 }),
      () => store.outbox.acknowledge({ owner: 'a', now: AT, outcomes: [{ kind: 'delivered', seq: 1 }] }),
      () => store.outbox.skip(tenant, 1, AT),
      () => store.outbox.backlog(undefined),
      () => store.outbox.failing({ tenant: undefined, limit: 1 }),
      () => store.outbox.prune(AT),
    ];
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toStrictEqual(new StoreUnavailable('CLOSED'));
    }
  });

  it('asks an up-to-date database once for its migrations', async () => {
    await (await openStore(database)).close();
    const statements: string[] = [];
    const store = await openStore({ ...database, onStatement: (sql) => statements.push(sql) });
    await store.close();
    expect(statements.filter((sql) => sql.includes('knex_'))).toEqual([
      expect.stringMatching(/^select .name. from .knex_migrations. order by .id. asc$/),
    ]);
  });

  it('reports each statement without its values', async () => {
    const statements: string[] = [];
    const store = await openStore({ ...database, onStatement: (sql) => statements.push(sql) });
    await store.resources.commit(tenant, [create('u1', { userName: 'ada@contoso.example' })]);
    await store.resources.get(tenant, 'User', 'u1');
    expect(statements.join('\n')).toMatch(/insert into resources/);
    expect(statements.join('\n')).not.toContain('ada@contoso');
    await store.close();
  });
});
