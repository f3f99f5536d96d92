import { engines, startPostgres } from '@scimwright/test-databases';
import { afterEach, describe, expect, it } from 'vitest';
import { bicGroup } from './bic-user.fixture.ts';
import { listAll, type ListPage } from './list-all.fixture.ts';
import { openHosts, type Hosts } from './open-hosts.fixture.ts';
import { openLoad, type Load } from './open-load.fixture.ts';
import type { Sql } from './open-sql.fixture.ts';
import type { TenantClient } from './tenant-client.fixture.ts';
import { until } from './until.fixture.ts';

// Short enough for every run of the tests. Before a release, run
// KILL_ROUNDS=100 npx vitest run apps/host/src/durability.test.ts
const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 2);
/** The number of memberships to acknowledge between two kills. */
const PER_ROUND = 40;
const TIMEOUT = 60_000 + ROUNDS * 30_000;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** Does harm in rounds during a load, and then checks that every acknowledged write exists. */
async function assertNothingIsLost(hosts: Hosts, harm: (round: number) => Promise<void>): Promise<void> {
  const tenant = await hosts.admin.openTenant('contoso');
  const answer = await tenant.send('POST', '/Groups', bicGroup('Survivors'));
  const { id: group } = (await answer.json()) as { id: string };
  const load = openLoad(tenant, group);
  const someMore = async (): Promise<void> => {
    const target = load.members.length + PER_ROUND;
    await until(() => load.hasFailed() || load.members.length >= target, 'so many members');
  };
  try {
    for (let round = 0; round < ROUNDS && !load.hasFailed(); round += 1) {
      await someMore();
      await harm(round);
    }
    await someMore();
  } finally {
    await load.stop();
  }
  await hosts.settled();
  const found = await findAll(tenant, group, load, hosts.sql);
  // Prints the numbers of a long run.
  if (process.env['KILL_ROUNDS'] !== undefined) {
    const { created, disabled, members } = load;
    process.stdout.write(
      `${ROUNDS} rounds; acknowledged: ${created.length} users, ${disabled.length} disabled, ${members.length} members; ` +
        `${load.unanswered()} requests without an answer; found: ${found}; nothing lost\n`,
    );
  }
}

/** Finds every acknowledged write with its event, and no event without its write. */
async function findAll(tenant: TenantClient, group: string, load: Load, sql: Sql): Promise<string> {
  const users = await listAll<{ id: string; active?: boolean }>(
    async (query) => (await (await tenant.send('GET', `/Users?${query}`)).json()) as ListPage<{ id: string }>,
    200,
  );
  const present = new Set(users.map(({ id }) => id));
  const disabled = new Set(users.filter(({ active }) => active === false).map(({ id }) => id));
  const { members = [] } = (await (await tenant.send('GET', `/Groups/${group}`)).json()) as {
    members?: { value: string }[];
  };
  const inGroup = new Set(members.map(({ value }) => value));
  expect([present.size, inGroup.size]).toEqual([users.length, members.length]);
  expect(load.created.filter((id) => !present.has(id))).toEqual([]);
  expect(load.disabled.filter((id) => !disabled.has(id))).toEqual([]);
  expect(load.members.filter((id) => !inGroup.has(id))).toEqual([]);

  const told = await readEvents(sql);
  expect(told.toSorted()).toEqual(
    [
      `group.created ${group}`,
      ...[...present].map((id) => `user.created ${id}`),
      ...[...disabled].map((id) => `user.disabled ${id}`),
      ...[...inGroup].map((id) => `group.members.added ${id}`),
    ].toSorted(),
  );
  return `${present.size} users, ${disabled.size} disabled, ${inGroup.size} members, ${told.length} events`;
}

/** A line for each event, or for each member in it. */
async function readEvents(sql: Sql): Promise<readonly string[]> {
  const rows = await sql.run('select type, resource_id, data from events');
  return rows.flatMap(({ type, resource_id: id, data }) => {
    const { members = [String(id)] } = JSON.parse(String(data)) as { members?: readonly string[] };
    return members.map((about) => `${String(type)} ${about}`);
  });
}

describe('an acknowledged write exists afterwards with its event, and no event exists without its write', () => {
  it.each(engines)(
    'even if the host is killed repeatedly in the middle of writes to $name',
    { timeout: TIMEOUT },
    async ({ open }) => {
      const database = await open();
      closing.push(() => database.close());
      const hosts = await openHosts({ database, count: 1 });
      closing.push(() => hosts.close());
      await assertNothingIsLost(hosts, async () => {
        await hosts.kill(0);
        await hosts.revive(0);
      });
    },
  );

  it(
    'even if PostgreSQL repeatedly ends every connection, or crashes because one of its processes is killed',
    { timeout: TIMEOUT },
    async () => {
      // A separate server, since a crash cuts all connections. It forces writes to the disk.
      const { url, stop } = await startPostgres({ fsync: 'on', full_page_writes: 'on' });
      closing.push(stop);
      const hosts = await openHosts({ database: { url }, count: 1 });
      closing.push(() => hosts.close());
      await assertNothingIsLost(hosts, (round) =>
        round % 2 === 0 ? endConnections(hosts) : killBackend(hosts),
      );
    },
  );
});

const OTHERS = `from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;

async function endConnections({ sql }: Hosts): Promise<void> {
  await sql.run(`select pg_terminate_backend(pid) ${OTHERS}`);
}

/** Kills a PostgreSQL process that serves a host, and waits until PostgreSQL has recovered. */
async function killBackend({ sql }: Hosts): Promise<void> {
  await until(async () => {
    const [row] = await sql.run(`select pid ${OTHERS} limit 1`);
    if (row === undefined) return false;
    process.kill(Number(row['pid']), 'SIGKILL');
    return true;
  }, 'a connection of the host');
  const isThere = (): Promise<boolean> =>
    sql.run('select 1').then(
      () => true,
      () => false,
    );
  await until(isThere, 'the server');
}
