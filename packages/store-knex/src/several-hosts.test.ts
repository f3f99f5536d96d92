import { setTimeout } from 'node:timers/promises';
import { emptyDelta } from '@scimwright/core/patch';
import { defineProfile, defaultUserMapping } from '@scimwright/core/profile';
import { userSchema } from '@scimwright/core/schema';
import type {
  Change,
  ClaimedEvent,
  DeliveryOutcome,
  EventDraft,
  Store,
  StoredToken,
  TenantId,
} from '@scimwright/store';
import { engines, openPostgres, openSession, type TestDatabase } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseDialect } from './dialect/choose-dialect.ts';
import { openKnex } from './open-knex.ts';
import { openReader } from './open-reader.ts';
import { openStore } from './open-store.ts';

const AT = '2026-01-31T12:00:00.000Z';
const LATER = '2026-01-31T12:01:00.000Z';

const userType = defineProfile({
  name: 'User',
  endpoint: '/Users',
  schema: userSchema,
  extensions: [],
  rows: [],
  sources: defaultUserMapping,
  matchedBy: 'userName',
}).type;

function create(type: 'User' | 'Group', id: string, userName?: string): Change {
  const entries = userName === undefined ? [] : [{ path: 'userName', key: userName, unique: true }];
  return { kind: 'create', type, id, at: AT, body: '{}', entries, members: [] };
}

function remove(id: string): Change {
  return { kind: 'remove', type: 'User', id, at: AT, expected: undefined };
}

function change(group: string, members: Partial<typeof emptyDelta>): Change {
  return {
    kind: 'members',
    type: 'Group',
    id: group,
    at: AT,
    expected: undefined,
    members: { ...emptyDelta, ...members },
  };
}

function event(resourceId: string, n: number): Change {
  const draft: EventDraft = { type: 'user.updated', resourceType: 'User', resourceId, at: AT, data: { n } };
  return { kind: 'event', event: draft };
}

function token(tenant: TenantId, id: string): StoredToken {
  const never = { userId: undefined, expires: undefined, lastUsed: undefined, revoked: undefined };
  return { id, tenant, hash: id, description: '', scope: '', createdBy: '', created: AT, ...never };
}

function range(length: number): readonly number[] {
  return Array.from({ length }, (_, at) => at);
}

/** Three hosts that share only the database. On SQLite they stand for processes of one machine. */
describe.each(engines)('three hosts on one $name database', ({ open }) => {
  let database: TestDatabase;
  let hosts: readonly Store[] = [];
  let tenants = 0;
  beforeAll(async () => {
    database = await open();
    // All at once, on an empty database.
    hosts = await Promise.all(range(3).map(() => openStore(database)));
  });
  afterAll(async () => {
    await Promise.all(hosts.map((host) => host.close()));
    await database.close();
  });

  const tenantOfTest = (): TenantId => {
    tenants += 1;
    return `t${tenants}` as TenantId;
  };
  const hostAt = (at: number): Store => {
    const host = hosts[at % hosts.length];
    if (host === undefined) throw new Error('The hosts are open inside a test only.');
    return host;
  };
  const memberIds = async (tenant: TenantId, group: string): Promise<readonly string[]> => {
    const all: string[] = [];
    for await (const page of hostAt(0).resources.members(tenant, group)) {
      all.push(...page.map(({ value }) => value));
    }
    return all;
  };

  it('give a userName to exactly one of 60 users', async () => {
    const tenant = tenantOfTest();
    const outcomes = await Promise.all(
      range(60).map((at) => hostAt(at).resources.commit(tenant, [create('User', `u${at}`, 'ada')])),
    );
    expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'duplicate')).toHaveLength(59);
    const query = { type: userType, filter: undefined, startIndex: 1, count: 0 };
    expect((await hostAt(0).resources.find(tenant, query)).total).toBe(1);
  });

  it('remove two users at once, each with an update of the other, and nothing hangs', async () => {
    const tenant = tenantOfTest();
    const update = (id: string): Change => ({
      kind: 'update',
      type: 'User',
      id,
      at: AT,
      expected: 1,
      body: '{}',
      entries: { add: [], drop: [] },
      members: emptyDelta,
    });
    for (const n of range(5)) {
      const [one, two] = [`a${n}`, `b${n}`];
      await hostAt(0).resources.commit(tenant, [create('User', one), create('User', two)]);
      const outcomes = await Promise.all([
        hostAt(1).resources.commit(tenant, [update(two), remove(one)]),
        hostAt(2).resources.commit(tenant, [update(one), remove(two)]),
      ]);
      // The second finds its resource gone, and stores nothing.
      expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['absent', 'done']);
    }
  });

  it('lose none of 300 members added to one group, each with its own version', async () => {
    const tenant = tenantOfTest();
    await hostAt(0).resources.commit(tenant, [create('Group', 'g')]);
    await Promise.all(
      range(300).map((at) => hostAt(at).resources.commit(tenant, [change('g', { add: [`m${at}`] })])),
    );
    expect(await memberIds(tenant, 'g')).toHaveLength(300);
    expect((await hostAt(1).resources.get(tenant, 'Group', 'g'))?.version).toBe(301);
  });

  it('keep no user in a group who is removed during the addition', async () => {
    const tenant = tenantOfTest();
    await hostAt(0).resources.commit(tenant, [create('Group', 'g')]);
    for (const round of range(40)) {
      const users = range(6).map((at) => `r${round}-${at}`);
      await hostAt(0).resources.commit(
        tenant,
        users.map((id) => create('User', id)),
      );
      await Promise.all([
        ...users.map((id, at) => hostAt(at).resources.commit(tenant, [change('g', { add: [id] })])),
        ...users.map((id, at) => hostAt(at + 1).resources.commit(tenant, [remove(id)])),
      ]);
    }
    expect(await memberIds(tenant, 'g')).toEqual([]);
  });

  it('do not stop each other when they change the same groups in opposite orders', async () => {
    const tenant = tenantOfTest();
    const groups = range(6).map((at) => `g${at}`);
    await hostAt(0).resources.commit(
      tenant,
      groups.map((id) => create('Group', id)),
    );
    const outcomes = await Promise.all(
      range(90).map((at) => {
        const order = at % 2 === 0 ? groups : groups.toReversed();
        return hostAt(at).resources.commit(
          tenant,
          order.map((id) => change(id, { add: [`m${at}`] })),
        );
      }),
    );
    expect(outcomes.every(({ kind }) => kind === 'done')).toBe(true);
    for (const group of groups) expect(await memberIds(tenant, group)).toHaveLength(90);
  });

  it('deliver each event once, the events of one resource in order, and leave none', async () => {
    const tenant = tenantOfTest();
    const resources = range(20).map((at) => `u${at}`);
    for (const n of range(8)) {
      await hostAt(n).resources.commit(
        tenant,
        resources.map((id) => event(id, n)),
      );
    }
    const delivered: ClaimedEvent[] = [];
    const deliver = async (host: Store, owner: string): Promise<void> => {
      for (let idle = 0; idle < 200; idle += 1) {
        const { events } = await host.outbox.claim({ owner, now: AT, leaseUntil: LATER, limit: 3 });
        delivered.push(...events.filter((one) => one.tenant === tenant));
        await host.outbox.acknowledge({
          owner,
          now: AT,
          outcomes: events.map(({ seq }) => ({ kind: 'delivered', seq })),
        });
        if (events.length > 0) idle = 0;
        if ((await host.outbox.backlog(tenant)).pending === 0) return;
      }
    };
    await Promise.all(range(9).map((at) => deliver(hostAt(at), `host-${at}`)));
    expect(await hostAt(0).outbox.backlog(tenant)).toMatchObject({ pending: 0, failing: 0 });
    const told = delivered.map(({ resourceId, data }) => `${resourceId} ${String(data['n'])}`);
    expect(new Set(told).size).toBe(160);
    expect(told).toHaveLength(160);
    for (const id of resources) {
      const own = delivered.filter(({ resourceId }) => resourceId === id).map(({ data }) => data['n']);
      expect(own).toEqual(range(8));
    }
  });

  it('see a revoked token at once, and never allow more live tokens than the limit', async () => {
    const tenant = tenantOfTest();
    const id = (at: number): string => `${tenant}-${at}`;
    await hostAt(0).tenants.create({
      id: tenant,
      connector: 'bic',
      name: tenant,
      enabled: true,
      entitlements: [],
      settings: {},
      created: AT,
    });
    const issued = await Promise.all(
      range(12).map((at) =>
        hostAt(at).tokens.issue(token(tenant, id(at)), { max: 2, overlapUntil: undefined }),
      ),
    );
    expect(issued.filter(Boolean)).toHaveLength(2);
    const first = issued.indexOf(true);
    expect((await hostAt(1).tokens.find(id(first)))?.token.revoked).toBeUndefined();
    expect(await hostAt(0).tokens.revoke(tenant, id(first), LATER)).toBe(true);
    for (const host of hosts) expect((await host.tokens.find(id(first)))?.token.revoked).toBe(LATER);
  });

  it('create one tenant when all are asked for the same name', async () => {
    const name = tenantOfTest();
    const made = await Promise.all(
      range(9).map((at) =>
        hostAt(at).tenants.create({
          id: `${name}-${at}` as TenantId,
          connector: 'bic',
          name,
          enabled: true,
          entitlements: [],
          settings: {},
          created: AT,
        }),
      ),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
  });
});

describe.each(engines)('a new $name database', ({ open }) => {
  it.each([1, 2, 3])('is set up once when eight hosts start at the same moment, time %i', async () => {
    const database = await open();
    const hosts = await Promise.all(range(8).map(() => openStore(database)));
    const tenant = 't' as TenantId;
    for (const [at, host] of hosts.entries()) {
      const outcome = await host.resources.commit(tenant, [create('User', `u${at}`, 'ada')]);
      expect(outcome.kind).toBe(at === 0 ? 'done' : 'duplicate');
    }
    await Promise.all(hosts.map((host) => host.close()));
    await database.close();
  });
});

it('three hosts on PostgreSQL wait for each other and never end in a deadlock', async () => {
  const database = await openPostgres();
  const hosts = await Promise.all(range(3).map(() => openStore(database)));
  const tenant = 't' as TenantId;
  const groups = range(5).map((at) => create('Group', `g${at}`));
  await hosts[0]?.resources.commit(tenant, groups);
  for (const round of range(12)) {
    const users = range(8).map((at) => `r${round}-${at}`);
    await hosts[0]?.resources.commit(
      tenant,
      users.map((id) => create('User', id)),
    );
    // Additions and removals of members. Refused batches make the others of their transaction run apart.
    const members = users.flatMap((id, at): Change[][] => [
      [change(`g${at % 5}`, { add: [id] }), change(`g${(at + 3) % 5}`, { add: users })],
      [change(`g${at % 5}`, { add: [id] }), change(`g${(at + 3) % 5}`, { remove: users })],
      [change('nowhere', { add: [id] })],
      [remove(id)],
    ]);
    await Promise.all(members.map((batch, at) => hosts[at % 3]?.resources.commit(tenant, batch)));
    // Only changes of groups, in opposite orders.
    const names = range(10).map((at) => change(`g${at % 5}`, { remove: [`nobody-${at}`] }));
    await Promise.all(
      range(10).map((at) => hosts[at % 2]?.resources.commit(tenant, at % 2 ? names.toReversed() : names)),
    );
  }
  await Promise.all(hosts.map((host) => host.close()));
  // The server adds the deadlocks of a connection when it has ended.
  expect(await deadlocksIn(database)).toBe(0);
  await database.close();
});

it('three hosts on PostgreSQL deliver an event at once if it is stored while they settle the one before it', async () => {
  const database = await openPostgres();
  const hosts = await Promise.all(range(3).map(() => openStore(database)));
  const [one] = hosts;
  if (one === undefined) throw new Error('There are three hosts.');
  await slowDownCommits(database);
  const tenant = 't' as TenantId;
  const random = seeded(7);
  const upTo = (max: number): number => Math.floor(random() * max);
  const aHost = (): Store => hosts[upTo(hosts.length)] ?? one;
  const each = 40;
  const coming = new Map(range(12).map((at) => [`u${at}`, 0]));
  const turns = new Map<string, Promise<unknown>>();
  /** Commits a few more events of a resource, one after the other. */
  const comeIn = async (id: string): Promise<void> => {
    for (let more = 1 + upTo(3); more > 0; more -= 1) {
      const n = coming.get(id) ?? each;
      if (n === each) return;
      coming.set(id, n + 1);
      const turn = (turns.get(id) ?? Promise.resolve()).then(() =>
        aHost().resources.commit(tenant, [event(id, n)]),
      );
      turns.set(id, turn);
      await turn;
    }
  };
  const isOver = async (): Promise<boolean> =>
    [...coming.values()].every((n) => n === each) && (await one.outbox.backlog(tenant)).pending === 0;
  const taken: ClaimedEvent[] = [];
  // The clock stands still, so an event that was put aside is claimed only after an acknowledgement makes it due.
  const deliver = async (host: Store, owner: string): Promise<void> => {
    for (let idle = 0; idle < 500; idle += 1) {
      const { events } = await host.outbox.claim({ owner, now: AT, leaseUntil: LATER, limit: 1 + upTo(4) });
      if (events.length > 0) idle = 0;
      else if (await isOver()) return;
      else await setTimeout(2);
      const outcomes = events.map(({ seq }): DeliveryOutcome =>
        random() < 0.1 ? { kind: 'retry', seq, at: AT } : { kind: 'delivered', seq },
      );
      const delivered = events.filter((_, at) => outcomes[at]?.kind === 'delivered');
      taken.push(...delivered);
      await Promise.all([
        host.outbox.acknowledge({ owner, now: AT, outcomes }),
        ...delivered.map(({ resourceId }) => comeIn(resourceId)),
      ]);
    }
  };
  await Promise.all([...coming.keys()].map(comeIn));
  await Promise.all(range(9).map((at) => deliver(hosts[at % 3] ?? one, `host-${at}`)));
  for (const id of coming.keys()) {
    const told = taken.filter(({ resourceId }) => resourceId === id).map(({ data }) => data['n']);
    expect(told).toEqual(range(each));
  }
  await Promise.all(hosts.map((host) => host.close()));
  expect(await deadlocksIn(database)).toBe(0);
  await database.close();
});

/** Delays each commit that changes an event, as a disk would. */
async function slowDownCommits({ url }: TestDatabase): Promise<void> {
  const session = await openSession(url);
  await session.run(
    `create function take_a_moment() returns trigger language plpgsql
     as $$ begin perform pg_sleep(0.003); return null; end $$`,
  );
  await session.run(
    `create constraint trigger slowly after update on events deferrable initially deferred
     for each row execute function take_a_moment()`,
  );
  await session.close();
}

/** Random numbers, the same in each run. The order of the calls decides who gets which. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

async function deadlocksIn({ url }: TestDatabase): Promise<number> {
  const dialect = chooseDialect(url);
  const database = openKnex(dialect.migrator, undefined);
  const { run } = openReader(database, dialect);
  for (let tries = 0; tries < 200; tries += 1) {
    const [others] = await run<{ readonly n: string }>(
      'select count(*) as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      [],
    );
    if (Number(others?.n) === 0) break;
    await setTimeout(25);
  }
  const [row] = await run<{ readonly deadlocks: string }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
    [],
  );
  await database.destroy();
  return Number(row?.deadlocks);
}
