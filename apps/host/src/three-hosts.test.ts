import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engines, openPostgres } from '@scimwright/test-databases';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { adminClient } from './admin-client.fixture.ts';
import { bicGroup, bicUser } from './bic-user.fixture.ts';
import { patchBody } from './patch-body.fixture.ts';
import { openHosts, type Hosts } from './open-hosts.fixture.ts';
import { openLoad } from './open-load.fixture.ts';
import { openListener, type Listener, type Told } from './open-listener.fixture.ts';
import { tenantClient, type TenantClient } from './tenant-client.fixture.ts';
import { until } from './until.fixture.ts';

/** After one and a half times the lease, another host takes over the events of a dead one. */
const HANDLER_TIMEOUT_MS = 2_500;
const CONCURRENCY = 4;

const closing: (() => Promise<void>)[] = [];
async function closeAll(): Promise<void> {
  for (const close of closing.splice(0).toReversed()) await close();
}

async function open(
  count: number,
  options: { main?: string; engine?: typeof openPostgres } = {},
): Promise<Hosts> {
  const { engine = openPostgres, ...more } = options;
  const database = await engine();
  closing.push(() => database.close());
  const hosts = await openHosts({ database, count, ...more });
  closing.push(() => hosts.close());
  return hosts;
}

/** Creates users and changes each several times, concurrently, each time on a new connection. */
async function provision(tenant: TenantClient, prefix: string, users: number): Promise<void> {
  const fresh = { Connection: 'close' };
  await Promise.all(
    Array.from({ length: users }, async (_, at) => {
      const created = await tenant.send('POST', '/Users', bicUser(`${prefix}-${at}`), fresh);
      expect(created.status).toBe(201);
      const { id } = (await created.json()) as { id: string };
      for (const value of ['One', 'Two', 'Three']) {
        const body = patchBody({ op: 'Replace', path: 'displayName', value });
        expect((await tenant.send('PATCH', `/Users/${id}`, body, fresh)).status).toBe(200);
      }
      const disable = patchBody({ op: 'Replace', path: 'active', value: 'False' });
      expect((await tenant.send('PATCH', `/Users/${id}`, disable, fresh)).status).toBe(200);
    }),
  );
}

async function delivered(hosts: Hosts): Promise<void> {
  await until(
    async () => (await hosts.sql.run('select 1 from events where settled is null limit 1')).length === 0,
    'the delivery of all events',
  );
}

/** The sequence numbers of the events after one, in order. */
async function seqsAfter(hosts: Hosts, seq: number): Promise<readonly number[]> {
  const rows = await hosts.sql.run(`select seq from events where seq > ${seq} order by seq`);
  return rows.map(({ seq }) => Number(seq));
}

const byNumber = (left: number, right: number): number => left - right;

describe('three hosts on one database', () => {
  let listener: Listener;
  let hosts: Hosts;
  let tenant: TenantClient;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'scimwright-listener-'));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    listener = await openListener(folder, { timeoutMs: HANDLER_TIMEOUT_MS, concurrency: CONCURRENCY });
    hosts = await open(3, { main: listener.main });
    tenant = await hosts.admin.openTenant('contoso');
  });
  afterAll(closeAll);

  const ended = async (after: number): Promise<readonly Told[]> =>
    (await listener.told()).filter(({ phase, seq }) => phase === 'end' && seq > after);
  const lastSeq = async (): Promise<number> => (await seqsAfter(hosts, 0)).at(-1) ?? 0;

  it('deliver each event once, in order for each user, and never two events of a user at a time', async () => {
    await provision(tenant, 'shared', 40);
    await delivered(hosts);

    const told = await listener.told();
    const done = await ended(0);
    expect(done.map(({ seq }) => seq).toSorted(byNumber)).toEqual(await seqsAfter(hosts, 0));
    expect(done.length).toBe(200);
    expect(new Set(done.map(({ host }) => host))).toEqual(new Set(['0', '1', '2']));
    for (const id of new Set(told.map(({ resource }) => resource))) {
      const own = told.filter(({ resource }) => resource === id);
      const seqs = own.filter(({ phase }) => phase === 'end').map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.toSorted(byNumber));
      expect(own.map(({ phase, seq }) => `${phase} ${seq}`)).toEqual(
        seqs.flatMap((seq) => [`begin ${seq}`, `end ${seq}`]),
      );
    }
  });

  it('apply changes of tokens and tenants by another host at once', async () => {
    const admins = [0, 1, 2].map((index) => adminClient(hosts.at(index).origin));
    const { tenantUrl } = await hosts.admin.openTenant('fabrikam');
    expect(tenantUrl.startsWith(hosts.url)).toBe(true);
    const statuses = async (secret: string): Promise<readonly number[]> => {
      const answers = await Promise.all(
        [0, 1, 2].map((index) =>
          tenantClient(tenantUrl.replace(hosts.url, hosts.at(index).origin), secret).send(
            'GET',
            '/Users?count=1',
          ),
        ),
      );
      return answers.map(({ status }) => status);
    };
    const path = '/tenants/bic/fabrikam';
    for (const [index, admin] of admins.entries()) {
      const { secretToken, token } = await admin.issueToken('fabrikam');
      expect(await statuses(secretToken)).toEqual([200, 200, 200]);
      expect(await admin.send('POST', `${path}/disable`)).toMatchObject({ status: 200 });
      expect(await statuses(secretToken)).toEqual([403, 403, 403]);
      const next = admins[(index + 1) % admins.length] ?? admin;
      expect(await next.send('POST', `${path}/enable`, {})).toMatchObject({ status: 200 });
      expect(await statuses(secretToken)).toEqual([200, 200, 200]);
      expect(await next.send('POST', `${path}/tokens/${token.id}/revoke`)).toMatchObject({ status: 200 });
      expect(await statuses(secretToken)).toEqual([401, 401, 401]);
    }
  });

  it('take over the events of a killed host once its lease has expired', async () => {
    const before = await lastSeq();
    await listener.hold();
    expect((await tenant.send('POST', '/Users', bicUser('held'))).status).toBe(201);
    const begun = async (): Promise<Told | undefined> =>
      (await listener.told()).find(({ seq }) => seq > before);
    await until(async () => (await begun()) !== undefined, 'a call of the handler');
    const first = await begun();
    await hosts.kill(Number(first?.host));
    await listener.letGo();
    await delivered(hosts);

    const done = await ended(before);
    expect(done).toMatchObject([{ seq: first?.seq, attempt: 2 }]);
    expect(done.map(({ host }) => host)).not.toContain(first?.host);
    await hosts.revive(Number(first?.host));
  });

  it(
    'lose no event and keep the order while they are killed one after the other',
    { timeout: 90_000 },
    async () => {
      const before = await lastSeq();
      const made = await tenant.send('POST', '/Groups', bicGroup('Everyone'));
      const load = openLoad(tenant, ((await made.json()) as { id: string }).id);
      try {
        for (const victim of [0, 1, 2]) {
          const target = load.members.length + 15;
          await until(() => load.hasFailed() || load.members.length >= target, 'so many members');
          await hosts.kill(victim);
          await hosts.revive(victim);
        }
      } finally {
        await load.stop();
      }
      await delivered(hosts);

      const done = await ended(before);
      expect([...new Set(done.map(({ seq }) => seq))].toSorted(byNumber)).toEqual(
        await seqsAfter(hosts, before),
      );
      for (const id of new Set(done.map(({ resource }) => resource))) {
        const seqs = done.filter(({ resource }) => resource === id).map(({ seq }) => seq);
        expect(seqs).toEqual(seqs.toSorted(byNumber));
      }
      // Only an event in delivery when its host was killed may arrive twice.
      expect(done.length - new Set(done.map(({ seq }) => seq)).size).toBeLessThanOrEqual(3 * CONCURRENCY);
    },
  );
});

describe('hosts that start at the same instant on an empty database', () => {
  afterEach(closeAll);

  it('all become ready, and create the tables once', async () => {
    const count = 3;
    const hosts = await open(count);
    const answers = await Promise.all(
      Array.from({ length: count }, (_, index) => fetch(`${hosts.at(index).origin}/readyz`)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: count }, () => 200));
    const rows = await hosts.sql.run('select name from knex_migrations order by name');
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
    await provision(await hosts.admin.openTenant('contoso'), 'first', 5);
  });
});

describe('a host with a given database', () => {
  afterEach(closeAll);

  it.each(engines)('creates no demo tenants on $name', async ({ open: engine }) => {
    const hosts = await open(1, { engine });
    const { text } = await hosts.admin.send('GET', '/tenants');
    expect(JSON.parse(text)).toMatchObject({ tenants: [] });
    expect(hosts.output()).not.toMatch(/scimw_|Secret Token/);
    await expect(access(join(hosts.folder, '0', 'demo.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
