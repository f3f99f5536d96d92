import { openParseContext, type JsonObject } from '@scimwright/core';
import { parseSort, indexEntries, searchText } from '@scimwright/core/resource';
import type { TenantId } from '@scimwright/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTracedStore, type TracedStore } from '../traced-store.fixture.ts';
import { bound, searchedUserType as type } from './searched-users.fixture.ts';

const AT = '2026-01-31T12:00:00.000Z';
const tenant = 't1' as TenantId;

describe('the cost of a search', () => {
  let traced: TracedStore;
  beforeAll(async () => {
    traced = await openTracedStore();
    const users = Array.from({ length: 50 }, (_, n): JsonObject => ({
      userName: `u${n}`,
      title: `t${n % 5}`,
    }));
    await traced.store.resources.commit(
      tenant,
      users.map((resource, n) => ({
        kind: 'create',
        type: 'User',
        id: `u${n}`,
        at: AT,
        body: JSON.stringify(resource),
        document: searchText(resource, type),
        entries: indexEntries(resource, type),
        members: [],
      })),
    );
  });
  afterAll(() => traced.close());

  const statementsOf = async (filter: string | undefined, sortBy?: string): Promise<readonly string[]> => {
    traced.statements.length = 0;
    await traced.store.resources.find(tenant, {
      type,
      filter: filter === undefined ? undefined : bound(filter),
      sort: parseSort({ sortBy }, type, openParseContext()),
      startIndex: 1,
      count: 10,
    });
    return [...traced.statements];
  };
  const planOf = async (filter: string | undefined, sortBy?: string): Promise<readonly string[]> =>
    (await Promise.all((await statementsOf(filter, sortBy)).map(traced.planOf))).flat();

  it.each([
    ['title co "t"', undefined],
    ['not (emails[type eq "work"]) and title pr', 'userName'],
    [undefined, 'emails'],
  ])(
    '%s sorted by %s takes one statement, which reads only the users of the tenant',
    async (filter, sortBy) => {
      expect(await statementsOf(filter, sortBy)).toHaveLength(1);
      const steps = (await planOf(filter, sortBy)).filter((step) => /\b(?:r|resources)\b/.test(step));
      expect(steps.length).toBeGreaterThan(0);
      for (const step of steps) expect(step).toMatch(/^SEARCH r USING .*\(tenant_id=\? AND (?:type|id)=\?/);
    },
  );

  it.each(['userName eq "u7" and title co "t"', 'title co "t" and (title pr and userName eq "u7")'])(
    '%s reads only the user that the index finds',
    async (filter) => {
      const steps = (await planOf(filter)).filter((step) => /\b[re]\b/.test(step));
      expect(steps).toEqual([
        expect.stringMatching(/^SEARCH r USING .*\(tenant_id=\? AND type=\? AND id=\?\)/),
        expect.stringMatching(/^SEARCH e USING .*\(tenant_id=\? AND type=\? AND path=\? AND key=\?\)/),
        // Once for the length of the text, and once for the text.
        expect.stringMatching(/^SEARCH r USING .*\(tenant_id=\? AND id=\?\)/),
        expect.stringMatching(/^SEARCH r USING .*\(tenant_id=\? AND id=\?\)/),
      ]);
    },
  );

  it.each(['userName eq "u7"', undefined])(
    '%s alone is answered without search documents',
    async (filter) => {
      const [statement, ...more] = await statementsOf(filter);
      expect(more).toEqual([]);
      expect(statement).not.toContain('document');
    },
  );

  const walkOf = async (filter: string | undefined, sortBy?: string): Promise<readonly string[]> => {
    traced.statements.length = 0;
    const sort = parseSort({ sortBy }, type, openParseContext());
    const after = { id: 'u20', ...(sort !== undefined && { key: 't2' }) };
    await traced.store.resources.keysetPage(tenant, {
      type,
      filter: filter === undefined ? undefined : bound(filter),
      sort,
      after,
      count: 10,
      isCounted: false,
    });
    return [...traced.statements];
  };

  it.each(['title co "t"', 'not (title pr) or userName sw "u"'])(
    'a keyset page by %s reads only resources behind its page key',
    async (filter) => {
      const [statement, ...more] = await walkOf(filter);
      expect(more).toEqual([]);
      expect(await traced.planOf(statement ?? '')).toContainEqual(
        expect.stringMatching(/^SEARCH r USING INDEX resources_list \(tenant_id=\? AND type=\? AND id>\?\)/),
      );
    },
  );

  it('a sorted keyset page takes one statement, which reads only users of the tenant', async () => {
    const [statement, ...more] = await walkOf('title pr', 'title');
    expect(more).toEqual([]);
    const steps = (await traced.planOf(statement ?? '')).filter((step) => /\br\b/.test(step));
    expect(steps).toHaveLength(3);
    for (const step of steps) expect(step).toMatch(/^SEARCH r USING .*\(tenant_id=\? AND (?:type|id)=\?/);
  });
});
