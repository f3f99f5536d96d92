import { openParseContext, type JsonObject } from '@scimwright/core';
import { parseSort, indexEntries, searchText } from '@scimwright/core/resource';
import { memoryStore, type Change, type PageKey, type Store, type TenantId } from '@scimwright/store';
import { engines } from '@scimwright/test-databases';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../open-store.ts';
import {
  anyUser,
  anyUserFilter,
  bound,
  manyOfANameType as type,
  searchedPaths,
} from './searched-users.fixture.ts';
import { storageRuns, storageTime } from '../storage-runs.fixture.ts';

const AT = '2026-01-31T12:00:00.000Z';

const memory = { name: 'memory', open: async () => ({ url: '', close: async () => undefined }) };
const stores = [memory, ...engines];

interface User {
  readonly id: string;
  readonly resource: JsonObject;
}

function creation({ id, resource }: User): Change {
  return {
    kind: 'create',
    type: type.name,
    id,
    at: AT,
    body: JSON.stringify(resource),
    document: searchText(resource, type),
    entries: indexEntries(resource, type),
    members: [],
  };
}

const removal = (id: string): Change => ({
  kind: 'remove',
  type: type.name,
  id,
  at: AT,
  expected: undefined,
});

const anyUsers = fc.array(anyUser, { minLength: 1, maxLength: 12 });

/** The size of the next page, and the users that are removed and created before it. A number is the place of an id. */
const anyStep = fc.record({
  count: fc.integer({ min: 1, max: 4 }),
  leaving: fc.array(fc.nat({ max: 11 }), { maxLength: 2 }),
  coming: fc.array(fc.tuple(fc.nat({ max: 999 }), anyUser), { maxLength: 2 }),
});

const anySort = fc.option(
  fc.record({
    sortBy: fc.constantFrom(...searchedPaths.map(({ text }) => text)),
    sortOrder: fc.constantFrom('ascending', 'descending'),
  }),
  { nil: undefined },
);

const anyWalk = fc.record({
  users: anyUsers,
  sort: anySort,
  filter: fc.option(anyUserFilter, { nil: undefined }),
  steps: fc.array(anyStep, { minLength: 3, maxLength: 12 }),
});

describe.each(stores)('keyset pages on $name', { timeout: storageTime }, ({ name, open }) => {
  let database: { readonly url: string; close(): Promise<unknown> };
  let store: Store;
  let tenants = 0;
  beforeAll(async () => {
    database = await open();
    store = name === 'memory' ? memoryStore() : await openStore(database);
  });
  afterAll(async () => {
    await store.close();
    await database.close();
  });

  it('show every user that exists throughout once, in order, while others are created and removed', async () => {
    await fc.assert(
      fc.asyncProperty(anyWalk, async ({ users, sort: asked, filter: text, steps }) => {
        tenants += 1;
        const tenant = `t${tenants}` as TenantId;
        const commit = async (...changes: readonly Change[]) => {
          expect((await store.resources.commit(tenant, changes)).kind).toBe('done');
        };
        const kept = users.map((resource, at) => ({ id: `u${String(at * 90).padStart(4, '0')}`, resource }));
        await commit(...kept.map(creation));
        const sort = asked && parseSort(asked, type, openParseContext());
        const filter = text === undefined ? undefined : bound(text);
        const listed = await store.resources.find(tenant, { type, filter, sort, startIndex: 1, count: 100 });

        const present = new Set(kept.map(({ id }) => id));
        const gone = new Set<string>();
        const seen: string[] = [];
        let after: PageKey | undefined;
        for (let page = 0; ; page += 1) {
          const { count, leaving, coming } = steps[page] ?? { count: 3, leaving: [], coming: [] };
          const query = { type, filter, sort, after, count, isCounted: after === undefined };
          const { total, items, last, hasMore } = await store.resources.keysetPage(tenant, query);
          expect(total).toBe(page === 0 ? listed.total : undefined);
          expect(items.length).toBeLessThanOrEqual(count);
          seen.push(...items.map(({ id }) => id));
          expect(last?.id).toBe(items.at(-1)?.id);
          if (!hasMore) break;
          expect(items).toHaveLength(count);
          after = last;
          // Now and then the last user of the page is removed too.
          const left = [...leaving.map((at) => kept[at]?.id), leaving[0] === 0 ? last?.id : undefined];
          for (const id of left) {
            if (id === undefined || !present.delete(id)) continue;
            gone.add(id);
            await commit(removal(id));
          }
          for (const [at, resource] of coming) {
            const id = `u${String(at).padStart(4, '0')}-${page}`;
            if (present.has(id)) continue;
            present.add(id);
            await commit(creation({ id, resource }));
          }
        }
        expect(new Set(seen).size).toBe(seen.length);
        const stayed = listed.items.map(({ id }) => id).filter((id) => !gone.has(id));
        const shown = new Set(stayed);
        expect({ asked, text, seen: seen.filter((id) => shown.has(id)) }).toEqual({
          asked,
          text,
          seen: stayed,
        });
      }),
      storageRuns(50),
    );
  });

  it('show the same users as the list', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyUsers,
        anyUserFilter,
        fc.integer({ min: 1, max: 4 }),
        async (users, text, count) => {
          tenants += 1;
          const tenant = `t${tenants}` as TenantId;
          const kept = users.map((resource, at) => ({ id: `u${at + 10}`, resource }));
          await store.resources.commit(tenant, kept.map(creation));
          const filter = bound(text);
          const listed = await store.resources.find(tenant, { type, filter, startIndex: 1, count: 100 });
          const expected = listed.items.map(({ id }) => id);
          const seen: string[] = [];
          let after: PageKey | undefined;
          let isMore = true;
          while (isMore) {
            const query = { type, filter, after, count, isCounted: false };
            const { items, last, hasMore } = await store.resources.keysetPage(tenant, query);
            seen.push(...items.map(({ id }) => id));
            [after, isMore] = [last, hasMore];
          }
          expect({ text, seen }).toEqual({ text, seen: expected });
        },
      ),
      storageRuns(30),
    );
  });
});
