import { emptyDelta } from '@scimwright/core/patch';
import type { Change, Store, Tenant, TenantId } from '@scimwright/store';
import { engines, openSession, type TestDatabase } from '@scimwright/test-databases';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../open-store.ts';
import { PORTION } from './removals.ts';

const AT = '2026-01-31T12:00:00.000Z';
const HOUR_LATER = '2026-01-31T13:00:00.000Z';
const tenant = 't1' as TenantId;
const MEMBERS = 2_500;

const TABLES = [
  'resources',
  'index_entries',
  'members',
  'deleted_ids',
  'events',
  'log',
  'tokens',
  'hand_overs',
];

function create(type: 'User' | 'Group', id: string, members: readonly string[] = []): Change {
  const entries = [{ path: type === 'User' ? 'userName' : 'displayName', key: id, unique: true }];
  return { kind: 'create', type, id, at: AT, body: '{}', entries, members };
}

function add(group: string, member: string): Change {
  const members = { ...emptyDelta, add: [member] };
  return { kind: 'members', type: 'Group', id: group, at: AT, expected: undefined, members };
}

const remove = (type: string, id: string): Change => ({
  kind: 'remove',
  type,
  id,
  at: AT,
  expected: undefined,
});

const named = (id: string): Tenant => ({
  id: id as TenantId,
  connector: 'bic',
  name: id,
  enabled: true,
  entitlements: [],
  settings: {},
  created: AT,
});

const idsFrom = (letter: string, count = MEMBERS): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${letter}${at}`);

describe.each(engines)('the rest of a removed resource on $name', ({ open }) => {
  let database: TestDatabase;
  let store: Store;
  let statements: string[] = [];
  beforeEach(async () => {
    database = await open();
    store = await openStore({ ...database, onStatement: (sql) => statements.push(sql) });
  });
  afterEach(async () => {
    await store.close();
    await database.close();
  });

  const commit = async (...changes: readonly Change[]): Promise<void> => {
    expect((await store.resources.commit(tenant, changes)).kind).toBe('done');
  };

  /** The number of rows in some tables, including hidden rows. */
  const countIn = async (...tables: readonly string[]): Promise<number> => {
    const session = await openSession(database.url);
    let count = 0;
    for (const table of tables) {
      const [row] = await session.run(`select count(*) as total from ${table}`);
      count += Number(row?.['total']);
    }
    await session.close();
    return count;
  };

  const sweep = async (now = AT): Promise<readonly number[]> => {
    const portions: number[] = [];
    for (;;) {
      const deleted = await store.sweep(now);
      if (deleted === undefined) return portions;
      portions.push(deleted);
    }
  };

  it('is empty for a group with at most a portion of members', async () => {
    await commit(create('Group', 'g1', idsFrom('m', PORTION)));
    await commit(remove('Group', 'g1'));
    expect(await countIn('members', 'removals')).toBe(0);
    expect(await sweep()).toEqual([]);
  });

  it('is every member of a larger group, whose removal takes as many statements as that of a small one', async () => {
    const removing = async (id: string): Promise<readonly string[]> => {
      statements = [];
      await commit(remove('Group', id));
      return statements;
    };
    await commit(create('Group', 'small', ['m0']), create('Group', 'large', idsFrom('m')));
    const small = await removing('small');
    const large = await removing('large');
    expect(large).toEqual(small);
    expect(await countIn('members')).toBe(MEMBERS);
    expect(await countIn('removals')).toBe(1);
  });

  it('is deleted in portions, each in its own commit, with other writes in between', async () => {
    await commit(create('Group', 'large', idsFrom('m')), create('Group', 'other'));
    await commit(remove('Group', 'large'));
    const left: number[] = [];
    for (let portion = 0; portion < 3; portion += 1) {
      statements = [];
      const [deleted] = await Promise.all([store.sweep(AT), commit(add('other', `n${portion}`))]);
      expect(deleted).toBe(portion < 2 ? PORTION : MEMBERS - 2 * PORTION);
      const [first, second] = [/delete from members/, /insert into members/]
        .map((own) => statements.findIndex((sql) => own.test(sql)))
        .toSorted((one, other) => one - other);
      expect(statements.slice(first, second).some((sql) => /^(?:begin|commit)/.test(sql))).toBe(true);
      left.push(await countIn('members'));
    }
    expect(left).toEqual([1_501, 502, 3]);
    expect(await store.sweep(AT)).toBeUndefined();
    expect(await countIn('removals')).toBe(0);
  });

  it('is deleted by the next host that opens the database', async () => {
    await commit(create('Group', 'large', idsFrom('m')));
    await commit(remove('Group', 'large'));
    await store.sweep(AT);
    await store.close();
    store = await openStore({ ...database });
    expect(await sweep()).toEqual([PORTION, 500]);
    expect(await countIn('members', 'removals')).toBe(0);
  });

  it('is skipped by a second host while the first one deletes it', async () => {
    await commit(create('Group', 'large', idsFrom('m')));
    await commit(remove('Group', 'large'));
    const other = await openStore({ ...database });
    const portions = await Promise.all([sweep(), sweepOf(other)]);
    // One host may have skipped the rest while the other deleted it.
    const rest = await sweep();
    expect([...portions.flat(), ...rest].reduce((sum, one) => sum + one, 0)).toBe(MEMBERS);
    expect(await countIn('members', 'removals')).toBe(0);
    await other.close();
  });

  it('of a tenant is deleted from all tables, at most a portion in each commit', async () => {
    const users = idsFrom('u', 50);
    await store.tenants.create(named('t1'));
    const told = idsFrom('e', 1_200).map((resourceId): Change => {
      const event = { type: 'user.created', resourceType: 'User', resourceId, at: AT, data: {} } as const;
      return { kind: 'event', event };
    });
    await commit(...users.map((id) => create('User', id)), ...told);
    await commit(create('Group', 'g1', idsFrom('m', 1_300)), remove('User', 'u7'));
    const whole = await countIn(...TABLES);
    // Users with their keys, one of them only a deleted id; events; memberships; the group with its key and its event.
    expect(whole).toBe(49 * 2 + 1 + 1_200 + 1_300 + 3);
    expect(await store.tenants.remove(tenant, AT)).toBe(true);
    expect(await countIn(...TABLES)).toBe(whole - PORTION);
    expect(await sweep()).toEqual([PORTION, 602]);
    expect(await countIn(...TABLES)).toBe(0);
  });

  it('of a tenant includes rows that a request in progress wrote after the removal', async () => {
    await store.tenants.create(named('t1'));
    await commit(create('User', 'u1'));
    await store.tenants.remove(tenant, AT);
    expect(await countIn(...TABLES)).toBe(0);
    await commit(create('User', 'late'));
    expect(await sweep()).toEqual([]);
    expect(await countIn('removals')).toBe(1);
    expect(await sweep(HOUR_LATER)).toEqual([2]);
    expect(await countIn(...TABLES, 'removals')).toBe(0);
  });

  it('includes nothing of another tenant', async () => {
    const other = 't2' as TenantId;
    for (const id of ['t1', 't2']) {
      await store.tenants.create(named(id));
      const changes = [create('Group', 'large', idsFrom('m')), create('User', 'm1')];
      await store.resources.commit(id as TenantId, changes);
    }
    await commit(remove('Group', 'large'));
    await store.tenants.remove(tenant, AT);
    await sweep(HOUR_LATER);
    expect(await countIn('members')).toBe(MEMBERS);
    const groups = await store.resources.memberships(other, ['m1'], 'displayName');
    expect(groups.get('m1')).toHaveLength(1);
  });

  it('costs a host one read if it is empty', async () => {
    statements = [];
    expect(await store.sweep(AT)).toBeUndefined();
    expect(statements).toEqual([expect.stringMatching(/^select id from removals where due <= \S+ limit 1$/)]);
  });
});

async function sweepOf(store: Store): Promise<readonly number[]> {
  const portions: number[] = [];
  for (let deleted = await store.sweep(AT); deleted !== undefined; deleted = await store.sweep(AT)) {
    portions.push(deleted);
  }
  return portions;
}
