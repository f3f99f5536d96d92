import { openParseContext } from '@scimwright/core';
import { bindFilter, parseFilter } from '@scimwright/core/filter';
import { emptyDelta, type MemberDelta } from '@scimwright/core/patch';
import type { Change, PageKey, Store, TenantId } from '@scimwright/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findGroups, groupType } from './find-groups.fixture.ts';
import { openTracedStore, type TracedStore } from './traced-store.fixture.ts';

const AT = '2026-01-31T12:00:00.000Z';
const tenant = 't1' as TenantId;

const find = (store: Store, text: string) => findGroups(store, tenant, text);

function change(id: string, members: Partial<MemberDelta>): Change {
  return {
    kind: 'members',
    type: 'Group',
    id,
    at: AT,
    expected: undefined,
    members: { ...emptyDelta, ...members },
  };
}

/** Queries and changes of Entra about one group, and whether they may touch rows of members. */
const work: readonly {
  readonly what: string;
  readonly run: (store: Store, group: string) => Promise<unknown>;
  readonly changesMembers: boolean;
}[] = [
  {
    what: 'adding one member',
    run: (store, group) => store.resources.commit(tenant, [change(group, { add: ['new'] })]),
    changesMembers: true,
  },
  {
    what: 'adding one member again',
    run: (store, group) => store.resources.commit(tenant, [change(group, { add: ['new'] })]),
    changesMembers: true,
  },
  {
    what: 'removing one member',
    run: (store, group) => store.resources.commit(tenant, [change(group, { remove: ['new'] })]),
    changesMembers: true,
  },
  {
    what: 'asking whether a user is a member',
    run: (store, group) => find(store, `id eq "${group}" and members eq "m3"`),
    changesMembers: true,
  },
  {
    what: 'asking for the groups of a user',
    run: (store) => find(store, 'members eq "m3"'),
    changesMembers: true,
  },
  {
    what: 'asking for the direct and indirect groups of a user',
    run: (store) => store.resources.memberships(tenant, ['m3'], 'displayName'),
    changesMembers: true,
  },
  {
    what: 'reading the group',
    run: (store, group) => store.resources.get(tenant, 'Group', group),
    changesMembers: false,
  },
  {
    what: 'finding the group by name',
    run: (store, group) => find(store, `displayName eq "${group}"`),
    changesMembers: false,
  },
  {
    what: 'listing groups',
    run: (store) =>
      store.resources.find(tenant, { type: groupType, filter: undefined, startIndex: 1, count: 100 }),
    changesMembers: false,
  },
];

describe('the cost of a change or a query', () => {
  let traced: TracedStore;

  beforeAll(async () => {
    traced = await openTracedStore();
    for (const [id, size] of [
      ['small', 10],
      ['large', 20_000],
    ] as const) {
      const members = Array.from({ length: size }, (_, at) => `m${at}`);
      const entries = [{ path: 'displayName', key: id, unique: true }];
      await traced.store.resources.commit(tenant, [
        { kind: 'create', type: 'Group', id, at: AT, body: `{"displayName":"${id}"}`, entries, members },
      ]);
    }
  });
  afterAll(() => traced.close());

  const statementsOf = async (
    run: (typeof work)[number]['run'],
    group: string,
  ): Promise<readonly string[]> => {
    traced.statements.length = 0;
    await run(traced.store, group);
    return [...traced.statements];
  };

  it.each(work)('$what takes the same statements with 20,000 members as with ten', async ({ run }) => {
    const small = await statementsOf(run, 'small');
    expect(small.length).toBeGreaterThan(0);
    expect(await statementsOf(run, 'large')).toEqual(small);
  });

  it.each(work)('$what reads no row of another member', async ({ run, changesMembers }) => {
    const own = (await statementsOf(run, 'large')).filter((sql) => /\bmembers\b/.test(sql));
    expect(own.length > 0).toBe(changesMembers);
    for (const sql of own) {
      expect(sql).toContain('member_id');
      const steps = (await traced.planOf(sql)).filter((step) => /\b(?:members|m)\b/.test(step));
      for (const step of steps) expect(step).toMatch(/^SEARCH .*member_id=\?/);
      // Only an insert needs no search, because the key of the table decides.
      expect(steps.length > 0 || /insert into members/.test(sql)).toBe(true);
    }
  });

  it.each(work)('$what scans no table', async ({ run }) => {
    const explained = (await statementsOf(run, 'large')).filter(
      (sql) => !/^(?:begin|commit|rollback)/.test(sql),
    );
    const steps = (await Promise.all(explained.map(traced.planOf))).flat();
    const tables = /^SCAN (?:resources|r|members|m|index_entries|e|deleted_ids|d|events|log)\b/;
    expect(steps.filter((step) => tables.test(step))).toEqual([]);
  });

  it('removing members by a filter takes the same statements with 20,000 members as with ten', async () => {
    const filter = bindFilter(
      parseFilter('members[type eq "Group" or value sw "nobody"]', openParseContext()),
      groupType,
      openParseContext(),
    );
    const where = filter.kind === 'some' ? filter.where : undefined;
    const run = (store: Store, group: string) => store.resources.commit(tenant, [change(group, { where })]);
    const small = await statementsOf(run, 'small');
    expect(await statementsOf(run, 'large')).toEqual(small);
    const own = small.filter((sql) => /\bmembers\b/.test(sql));
    expect(own).toHaveLength(1);
    const steps = (await traced.planOf(own[0] ?? '')).filter((step) => /\b(?:members|m|mr)\b/.test(step));
    expect(steps.length).toBeGreaterThan(1);
    for (const step of steps) expect(step).toMatch(/^SEARCH .*tenant_id=\? AND (?:group_id|member_id|id)=\?/);
  });

  it('removing a user reads nothing first, and deletes its rows by keys', async () => {
    const entries = [{ path: 'userName', key: 'ada', unique: true }];
    const at = { type: 'User', id: 'ada', at: AT };
    await traced.store.resources.commit(tenant, [
      { kind: 'create', ...at, body: '{}', entries, members: [] },
    ]);
    const own = await statementsOf(
      (store) => store.resources.commit(tenant, [{ kind: 'remove', ...at, expected: undefined }]),
      '',
    );
    expect(own.filter((sql) => sql.startsWith('select'))).toEqual([]);
    const steps = (await Promise.all(own.map((sql) => traced.planOf(sql)))).flat();
    for (const step of steps.filter((one) =>
      /^(?:SEARCH|SCAN) (?:members|m|r|resources|index_entries)\b/.test(one),
    )) {
      expect(step).toMatch(/^SEARCH .*tenant_id=\? AND (?:type=\? AND )?(?:group_id|member_id|id)=\?/);
    }
  });

  it('reindexing 200 resources takes five statements', async () => {
    const ids = Array.from({ length: 200 }, (_, at) => `n${at}`);
    const entry = (id: string) => ({ path: 'userName', key: id, unique: true });
    const of = (id: string) => ({ type: 'User', id });
    await traced.store.resources.commit(
      tenant,
      ids.map((id) => ({ kind: 'create', ...of(id), at: AT, body: '{}', entries: [entry(id)], members: [] })),
    );
    const own = await statementsOf(
      (store) =>
        store.resources.commit(
          tenant,
          ids.map((id) => ({ kind: 'reindex', ...of(id), expected: 1, entries: [entry(`${id}-new`)] })),
        ),
      '',
    );
    const between = own.filter((sql) => !/^(?:begin|commit)/.test(sql));
    expect(between.map((sql) => /^(?:select|update|insert into \w+|delete from \w+)/.exec(sql)?.[0])).toEqual(
      ['select', 'update', 'select', 'delete from index_entries', 'insert into index_entries'],
    );
  });

  it('a lookup by a unique name takes one statement', async () => {
    expect(await statementsOf((each) => find(each, 'displayName eq "large"'), 'large')).toHaveLength(1);
  });

  it('the groups of 200 members take one statement, which reads a body only to find a name', async () => {
    const members = Array.from({ length: 200 }, (_, at) => `m${at}`);
    const groups = () => traced.store.resources.memberships(tenant, members, 'displayName');
    const [statement, ...more] = await statementsOf(groups, 'large');
    expect(more).toEqual([]);
    expect(statement?.match(/body/g)).toEqual(['body']);
  });

  it('a list takes one statement, and a count reads no body', async () => {
    const list = (count: number) => () =>
      traced.store.resources.find(tenant, { type: groupType, filter: undefined, startIndex: 1, count });
    expect(await statementsOf(list(100), 'large')).toHaveLength(1);
    const [count, ...more] = await statementsOf(list(0), 'large');
    expect(more).toEqual([]);
    expect(count).not.toContain('body');
    expect(await traced.planOf(count ?? '')).toEqual([
      expect.stringContaining('USING COVERING INDEX resources_list'),
    ]);
  });

  it('a list takes one statement, and one more for each portion, which reads lengths first and then only its own bodies', async () => {
    const query = { type: groupType, filter: undefined, startIndex: 1, count: 100 };
    const list = (bytes: number) => (store: Store) => store.resources.find(tenant, { ...query, bytes });
    expect(await statementsOf(list(262_144), 'large')).toHaveLength(1);
    expect(await statementsOf(list(1), 'large')).toHaveLength(2);
    const portions = await statementsOf(async ({ resources }) => {
      for await (const portion of resources.portions(tenant, ['small', 'large'], 1)) {
        expect(portion).toHaveLength(1);
      }
    }, 'large');
    expect(portions).toHaveLength(2);
    for (const statement of portions) {
      expect(statement).toContain('octet_length(r.body)');
      const steps = (await traced.planOf(statement)).filter((step) => /\b(?:r|resources)\b/.test(step));
      expect(steps).toHaveLength(2);
      for (const step of steps) expect(step).toMatch(/^SEARCH r USING .*\(tenant_id=\? AND id=\?\)/);
    }
  });

  it.each([1, 19_901])(
    'an index page from place %i on takes one statement, and its ids come from a narrow index',
    async (startIndex) => {
      const [page, ...more] = await statementsOf(
        ({ resources }) =>
          resources.find(tenant, { type: groupType, filter: undefined, startIndex, count: 100 }),
        'large',
      );
      expect(more).toEqual([]);
      const steps = (await traced.planOf(page ?? '')).filter((step) => /\br\b/.test(step));
      expect(steps.length).toBeGreaterThan(2);
      for (const step of steps) {
        expect(step).toMatch(
          /^SEARCH r USING (?:COVERING INDEX resources_list|INDEX \S+ \(tenant_id=\? AND id=\?\))/,
        );
      }
    },
  );

  it('the members of a large group are read 500 at a time, each time from an index', async () => {
    const sizes: number[] = [];
    const own = await statementsOf(async ({ resources }) => {
      for await (const page of resources.members(tenant, 'large')) sizes.push(page.length);
    }, 'large');
    expect(sizes.slice(0, -1)).toEqual(sizes.slice(0, -1).map(() => 500));
    expect(sizes.at(-1)).toBeLessThanOrEqual(500);
    expect(new Set(own).size).toBe(1);
    // The last page may be full, and nothing follows.
    expect(own.length - sizes.length).toBeLessThanOrEqual(1);
    const steps = (await traced.planOf(own[0] ?? '')).filter((step) => /\b[mr]\b/.test(step));
    expect(steps).toEqual([
      expect.stringMatching(
        /^SEARCH m USING COVERING INDEX \S+ \(tenant_id=\? AND group_id=\? AND member_id>\?\)/,
      ),
      expect.stringMatching(/^SEARCH r USING INDEX \S+ \(tenant_id=\? AND id=\?\)/),
    ]);
  });

  it('pruning the log reads no entry that stays', async () => {
    const sql = (await statementsOf(({ log }) => log.prune(AT), '')).find((one) => /\blog\b/.test(one));
    const steps = (await traced.planOf(sql ?? '')).filter((step) => /\blog\b/.test(step));
    expect(steps.toSorted()).toEqual([
      expect.stringMatching(/^SEARCH log USING COVERING INDEX log_by_time \(at<\?\)/),
      'SEARCH log USING INTEGER PRIMARY KEY (rowid=?)',
    ]);
  });

  it('a membership check takes one statement, which counts nothing', async () => {
    const [check, ...more] = await statementsOf(
      (store) => find(store, 'id eq "large" and members eq "m3"'),
      'large',
    );
    expect(more).toEqual([]);
    expect(check).not.toContain('count(');
  });

  it.each([
    [undefined, /^SEARCH r USING COVERING INDEX resources_list \(tenant_id=\? AND type=\? AND id>\?\)/],
    ['externalId eq "x"', /^SEARCH e USING COVERING INDEX index_entries_lookup \(.* AND key=\? AND id>\?\)/],
    ['members eq "m3"', /^SEARCH m USING COVERING INDEX members_by_member \(.* AND group_id>\?\)/],
  ])(
    'a keyset page of the matches of %s takes one statement, in which an index finds its first resource',
    async (text, step) => {
      const context = openParseContext();
      const filter =
        text === undefined ? undefined : bindFilter(parseFilter(text, context), groupType, context);
      const page = (after: PageKey | undefined) => (store: Store) =>
        store.resources.keysetPage(tenant, { type: groupType, filter, after, count: 100, isCounted: false });
      const first = await statementsOf(page(undefined), '');
      expect(first).toHaveLength(1);
      expect(await statementsOf(page({ id: 'medium' }), '')).toEqual(first);
      const plan = await traced.planOf(first[0] ?? '');
      expect(plan).toContainEqual(expect.stringMatching(step));
      expect(plan.filter((one) => /SCAN (?:r|e|m)\b/.test(one))).toEqual([]);
    },
  );

  it('200 additions at once share a few transactions', async () => {
    traced.statements.length = 0;
    await Promise.all(
      Array.from({ length: 200 }, (_, at) =>
        traced.store.resources.commit(tenant, [change('large', { add: [`x${at}`] })]),
      ),
    );
    expect(traced.statements.filter((sql) => sql === 'commit').length).toBeLessThanOrEqual(6);
    expect(traced.statements.length).toBeLessThanOrEqual(36);
  });
});
