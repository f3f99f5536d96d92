import { emptyDelta } from '@scimwright/core/patch';
import type { Change, Store, TenantId } from '@scimwright/store';
import { engines, openPostgres, openSession, type TestDatabase } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../open-store.ts';

const at = '2026-01-31T12:00:00.000Z';

/** The creation of a user with these unique names. */
function create(id: string, ...names: readonly string[]): Change {
  const entries = names.map((key) => ({ path: 'userName', key, unique: true }));
  return { kind: 'create', type: 'User', id, at, body: '{}', entries, members: [] };
}

function rename(id: string, from: string, to: string): Change {
  const entry = (key: string) => ({ path: 'userName', key, unique: true });
  const entries = { add: [entry(to)], drop: [entry(from)] };
  return { kind: 'update', type: 'User', id, at, expected: 1, body: '{}', entries, members: emptyDelta };
}

function remove(id: string): Change {
  return { kind: 'remove', type: 'User', id, at, expected: undefined };
}

/** The answers to batches that are sent at the same time, in their order. */
async function answersTo(
  { resources }: Store,
  tenant: TenantId,
  batches: readonly (readonly Change[])[],
): Promise<readonly string[]> {
  const settled = await Promise.allSettled(batches.map((changes) => resources.commit(tenant, changes)));
  return settled.map((each) => (each.status === 'fulfilled' ? each.value.kind : 'failed'));
}

describe.each(engines)('a name on $name', ({ open }) => {
  let database: TestDatabase;
  let store: Store;
  let tenants = 0;
  beforeAll(async () => {
    database = await open();
    store = await openStore(database);
  });
  afterAll(async () => {
    await store.close();
    await database.close();
  });

  it.each<{
    readonly how: string;
    readonly batches: readonly (readonly Change[])[];
    readonly answers: readonly string[];
  }>([
    {
      how: 'when two arrive together',
      batches: [[create('z', 'ada')], [create('a', 'ada')]],
      answers: ['done', 'duplicate'],
    },
    {
      how: 'when they share their transaction with a faulty batch, which fails alone',
      batches: [[create('z', 'ada')], [create('old')], [create('a', 'ada')], [create('b', 'bob')]],
      answers: ['done', 'failed', 'duplicate', 'done'],
    },
    {
      how: 'unless its other name is taken, so that it gets neither',
      batches: [
        [create('z', 'ada')],
        [create('y', 'bob', 'ada')],
        [create('a', 'bob')],
        [create('b', 'bob')],
      ],
      answers: ['done', 'duplicate', 'done', 'duplicate'],
    },
    {
      how: 'when it becomes free in between',
      batches: [[create('z', 'taken')], [remove('old')], [create('y', 'taken')], [create('a', 'taken')]],
      answers: ['duplicate', 'done', 'done', 'duplicate'],
    },
    {
      how: 'when one renames and the other creates',
      batches: [[rename('old', 'taken', 'ada')], [create('z', 'ada')], [create('a', 'taken')]],
      answers: ['done', 'duplicate', 'done'],
    },
    {
      how: 'when the first is in a later transaction',
      batches: Array.from({ length: 200 }, (_, n) => [create(`u${999 - n}`, n < 100 ? `u${n}` : 'ada')]),
      answers: Array.from({ length: 200 }, (_, n) => (n <= 100 ? 'done' : 'duplicate')),
    },
    {
      how: 'when each stores more than fits into one transaction',
      batches: Array.from({ length: 4 }, (_, n) => [
        ...Array.from({ length: 300 }, (__, more) => create(`${9 - n}-${more}`)),
        create(`${9 - n}`, n === 0 ? 'bob' : 'ada'),
      ]),
      answers: ['done', 'done', 'duplicate', 'duplicate'],
    },
  ])('goes to the first batch that asks for it, $how', async ({ batches, answers }) => {
    tenants += 1;
    const tenant = `t${tenants}` as TenantId;
    await store.resources.commit(tenant, [create('old', 'taken')]);
    expect(await answersTo(store, tenant, batches)).toEqual(answers);
  });
});

describe('a name on PostgreSQL', () => {
  it.each([0, 1, 2])(
    'goes to the first batch that asks for it, when another host blocks the batch at place %i',
    async (place) => {
      const database = await openPostgres();
      const store = await openStore({ ...database, timeouts: { lock: 200 } });
      const tenant = 't1' as TenantId;
      await store.resources.commit(tenant, [create('held', 'taken')]);
      const somebody = await openSession(database.url);
      await somebody.run('begin');
      await somebody.run(`select 1 from resources where id = 'held' for update`);
      const batches = [[create('z', 'ada')], [create('a', 'ada')]].toSpliced(place, 0, [
        rename('held', 'taken', 'bob'),
      ]);
      expect(await answersTo(store, tenant, batches)).toEqual(
        ['done', 'duplicate'].toSpliced(place, 0, 'failed'),
      );
      await somebody.close();
      await store.close();
      await database.close();
    },
  );
});
