import type { Change, Store, TenantId } from '@scimwright/store';
import { engines, type TestDatabase } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { groupType } from './find-groups.fixture.ts';
import { openStore } from './open-store.ts';

const AT = '2026-01-31T12:00:00.000Z';
const tenant = 't1' as TenantId;
const SIZE = 2_600;
const idOf = (n: number): string => `g${String(n).padStart(5, '0')}`;

const page = { type: groupType, filter: undefined, bytes: undefined };

/** Pages around the place from which on they are looked for from the end, and around that end. */
const places: readonly { readonly offset: number; readonly count: number }[] = [
  { offset: 0, count: 3 },
  { offset: 999, count: 3 },
  { offset: 1_000, count: 3 },
  { offset: 1_299, count: 3 },
  { offset: 1_300, count: 3 },
  { offset: 1_301, count: 3 },
  { offset: 1_301, count: 5_000 },
  { offset: 2_597, count: 3 },
  { offset: 2_598, count: 3 },
  { offset: 2_599, count: 1 },
  { offset: 2_600, count: 3 },
  { offset: 2_601, count: 3 },
  { offset: 1_000_000, count: 3 },
];

describe.each(engines)('an index page on $name', ({ open }) => {
  let database: TestDatabase;
  let store: Store;
  beforeAll(async () => {
    database = await open();
    store = await openStore(database);
    for (let at = 0; at < SIZE; at += 200) {
      const changes = Array.from({ length: 200 }, (_, n): Change => {
        const [id, body] = [idOf(at + n), JSON.stringify({ displayName: 'x'.repeat(n % 50) })];
        return { kind: 'create', type: 'Group', id, at: AT, body, entries: [], members: [] };
      });
      // Others are between them.
      const users = changes.map(
        (change) => ({ ...change, type: 'User', id: `${'id' in change ? change.id : ''}-u` }) as Change,
      );
      await store.resources.commit(tenant, [...changes, ...users]);
    }
  });
  afterAll(async () => {
    await store.close();
    await database.close();
  });

  it.each(places)('of $count from place $offset on is right', async ({ offset, count }) => {
    const wanted = Array.from({ length: Math.max(0, Math.min(count, SIZE - offset)) }, (_, n) =>
      idOf(offset + n),
    );
    for (const bytes of [undefined, 1_048_576, 100]) {
      const { total, items, rest } = await store.resources.find(tenant, {
        ...page,
        startIndex: offset + 1,
        count,
        bytes,
      });
      expect(total).toBe(SIZE);
      expect([...items.map(({ id }) => id), ...rest]).toEqual(wanted);
    }
  });
});
