import { StoreUnavailable, type Change, type Store, type TenantId } from '@scimwright/store';
import { openFaultyLink, openPostgres, type FaultyLink, type TestDatabase } from '@scimwright/test-databases';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from './open-store.ts';

const tenant = 't1' as TenantId;

function create(id: string): Change {
  const at = '2026-01-31T12:00:00.000Z';
  return { kind: 'create', type: 'User', id, at, body: '{}', entries: [], members: [] };
}

describe('while the database is unreachable', () => {
  let database: TestDatabase;
  let link: FaultyLink;
  let store: Store;
  const statements: string[] = [];
  beforeEach(async () => {
    database = await openPostgres();
    link = await openFaultyLink(database.url);
    const timeouts = { connect: 500, acquire: 1_000, statement: 1_000, answer: 1_200 };
    store = await openStore({ url: link.url, timeouts, onStatement: (sql) => statements.push(sql) });
    await store.resources.commit(tenant, [create('first')]);
    statements.length = 0;
  });
  afterEach(async () => {
    await store.close();
    await link.close();
    await database.close();
  });

  /** Commits 200 times at once, and counts the results. */
  const commitMany = async (): Promise<Readonly<Record<string, number>>> => {
    const codes: Record<string, number> = {};
    await Promise.all(
      Array.from({ length: 200 }, async (_, at) => {
        const code = await store.resources.commit(tenant, [create(`u${at}`)]).then(
          ({ kind }) => kind,
          (error: unknown) => (error instanceof StoreUnavailable ? error.code : 'another error'),
        );
        codes[code] = (codes[code] ?? 0) + 1;
      }),
    );
    return codes;
  };
  const transactions = (): number => statements.filter((sql) => sql.startsWith('begin')).length;
  const isWell = async (): Promise<void> => {
    await link.mend();
    expect(await store.resources.commit(tenant, [create('last')])).toMatchObject({ kind: 'done' });
  };

  it('waiting writes are refused together with the first one if no connection is available', async () => {
    await link.refuse();
    expect(await commitMany()).toEqual({ ECONNREFUSED: 64, NOT_TRIED: 136 });
    await isWell();
  });

  it('waiting writes are refused together with a commit without an answer, and only that commit may be done', async () => {
    link.swallow(/^commit$/);
    expect(await commitMany()).toEqual({ COMMIT_UNANSWERED: 64, NOT_TRIED: 136 });
    expect(transactions()).toBe(1);
    await isWell();
    expect(await store.resources.get(tenant, 'User', 'u0')).toBeDefined();
    expect(await store.resources.get(tenant, 'User', 'u64')).toBeUndefined();
  });

  it('waiting writes go on if a connection is cut during a commit, whose own writes are not tried again', async () => {
    const cut = link.cutAt(/^commit$/, 'after');
    expect(await commitMany()).toEqual({ COMMIT_UNKNOWN: 64, done: 136 });
    await cut;
  });

  it('a transaction is tried again if its connection is cut before the commit', async () => {
    const cut = link.cutAt(/^insert into resources/, 'after');
    expect(await commitMany()).toEqual({ done: 200 });
    await cut;
    expect(transactions()).toBe(5);
  });

  it('connections do not pile up at the server, however many attempts fail', async () => {
    for (let time = 0; time < 3; time += 1) {
      link.swallow();
      await Promise.allSettled(
        Array.from({ length: 20 }, () => store.resources.get(tenant, 'User', 'first')),
      );
      await link.mend();
    }
    const isThere = () =>
      store.ping().then(
        () => true,
        () => false,
      );
    await expect.poll(isThere, { timeout: 10_000 }).toBe(true);
    // At most one connection that writes and eight that read remain.
    await expect.poll(() => link.connections, { timeout: 10_000 }).toBeLessThanOrEqual(9);
  });
});
