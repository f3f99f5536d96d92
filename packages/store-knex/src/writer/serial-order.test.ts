import type { Store, TenantId } from '@scimwright/store';
import { engines, type TestDatabase } from '@scimwright/test-databases';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../open-store.ts';
import { batchAt, removals, scenario, type Drawn, type Scenario } from './drawn-batches.fixture.ts';
import { answer, oneByOne, stateOf } from './one-by-one.fixture.ts';

/** The runs of each property; properties with many cases have two or three times as many. */
const RUNS = Number(process.env['SERIAL_RUNS'] ?? 20);
const SEED = process.env['SERIAL_SEED'] ? { seed: Number(process.env['SERIAL_SEED']) } : {};

function* ordersOf(items: readonly number[]): Generator<readonly number[]> {
  if (items.length === 0) yield [];
  for (const item of items) {
    for (const rest of ordersOf(items.filter((other) => other !== item))) yield [item, ...rest];
  }
}

describe.each(engines)('batches on $name', { timeout: 30_000 + RUNS * 600 }, ({ open }) => {
  let database: TestDatabase;
  let store: Store;
  let other: Store;
  let tenants = 0;
  const nextTenant = (): TenantId => {
    tenants += 1;
    return `t${tenants}` as TenantId;
  };
  beforeAll(async () => {
    database = await open();
    store = await openStore(database);
    other = await openStore(database);
  });
  afterAll(async () => {
    await store.close();
    await other.close();
    await database.close();
  });

  it('that arrive one by one have the answers and the state of the store in memory', async () => {
    await fc.assert(
      fc.asyncProperty(scenario(6), async ({ before, batches }) => {
        const tenant = nextTenant();
        for (const drawn of before) await answer(store, tenant, batchAt(drawn, 900));
        const answers: unknown[] = [];
        for (const [place, drawn] of batches.entries()) {
          answers.push(await answer(store, tenant, batchAt(drawn, place)));
        }
        const reference = await oneByOne({ before, batches }, [...batches.keys()]);
        expect({ answers, state: await stateOf(store, tenant) }).toEqual(reference);
      }),
      { numRuns: RUNS * 2, ...SEED },
    );
  });

  const comeTogether = async (
    { before, batches }: Scenario,
    hostOf: (place: number) => Store,
  ): Promise<unknown> => {
    const tenant = nextTenant();
    for (const drawn of before) await answer(store, tenant, batchAt(drawn, 900));
    const answers = await Promise.all(
      batches.map((drawn, place) => answer(hostOf(place), tenant, batchAt(drawn, place))),
    );
    return { answers, state: await stateOf(store, tenant) };
  };

  it.each([
    { how: 'together', hostOf: () => store },
    { how: 'together at two hosts', hostOf: (place: number) => (place % 2 === 0 ? store : other) },
  ])('that arrive $how have the result of some order, one by one', async ({ hostOf }) => {
    await fc.assert(
      fc.asyncProperty(scenario(4), async (drawn) => {
        const seen = await comeTogether(drawn, hostOf);
        const possible: unknown[] = [];
        for (const order of ordersOf([...drawn.batches.keys()])) possible.push(await oneByOne(drawn, order));
        expect(possible).toContainEqual(seen);
      }),
      { numRuns: RUNS * 3, ...SEED },
    );
  });

  it('of removals that arrive together have the result of their order', async () => {
    await fc.assert(
      fc.asyncProperty(removals, async (drawn) => {
        const seen = await comeTogether(drawn, () => store);
        expect(seen).toEqual(await oneByOne(drawn, [...drawn.batches.keys()]));
      }),
      { numRuns: RUNS, ...SEED },
    );
  });

  it.each<{
    readonly what: string;
    readonly members: readonly [string, readonly string[]][];
    readonly asked: readonly [id: string, expected?: number][];
    readonly answered: readonly ('done' | 'stale')[];
  }>([
    {
      what: 'two groups that are members of each other',
      members: [
        ['g0', ['g1']],
        ['g1', ['g0']],
      ],
      asked: [['g0'], ['g1']],
      answered: ['done', 'done'],
    },
    {
      what: 'two groups that are members of each other, with their versions from before',
      members: [
        ['g0', ['g1']],
        ['g1', ['g0']],
      ],
      asked: [
        ['g0', 1],
        ['g1', 1],
      ],
      answered: ['done', 'stale'],
    },
    {
      what: 'a group after two of its members, with its version at that time',
      members: [['g0', ['u0', 'u1']]],
      asked: [['u0'], ['u1'], ['g0', 3]],
      answered: ['done', 'done', 'done'],
    },
    {
      what: 'a group before its member',
      members: [['g0', ['u0']]],
      asked: [['g0', 1], ['u0']],
      answered: ['done', 'done'],
    },
    {
      what: 'a group that is its own member',
      members: [['g0', ['g0']]],
      asked: [['g0', 1]],
      answered: ['done'],
    },
  ])('that remove $what together are answered as in their order', async ({ members, asked, answered }) => {
    const tenant = nextTenant();
    const of = new Map(members);
    const before = ['u0', 'u1', 'g0', 'g1'].map((id): Drawn => ({
      kind: 'create',
      id,
      entries: [],
      members: of.get(id) ?? [],
    }));
    await store.resources.commit(tenant, batchAt(before, 900));
    const outcomes = await Promise.all(
      asked.map(([id, expected], place) =>
        store.resources.commit(tenant, batchAt([{ kind: 'remove', id, expected }], place)),
      ),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(answered);
  });
});
