import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAdmin, readConfig } from '@scimwright/host/internal';
import { engines, openPostgres, openSqlite, type TestDatabase } from '@scimwright/test-databases';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_TOKEN, adminClient } from '../admin-client.fixture.ts';
import { addMembers, bicGroup, bicUser } from '../bic-user.fixture.ts';
import { builtCommandLine } from '../built.fixture.ts';
import { runArguments, type Ran } from '../command-line.fixture.ts';
import { connectors } from '../connectors.ts';
import { ROOT } from '../is-ours.fixture.ts';
import { openSql } from '../open-sql.fixture.ts';
import { patchBody } from '../patch-body.fixture.ts';
import { runHost, type RunningHost } from '../run-host.fixture.ts';
import { tenantClient, type TenantClient } from '../tenant-client.fixture.ts';
import { earlier, type EarlierTenant } from '../upgrade/open-earlier.fixture.ts';

/** The same for every host, so that their answers are the same text. */
const PUBLIC_URL = 'https://scim.flow.example';

const closing: (() => Promise<unknown>)[] = [];
async function closeAll(): Promise<void> {
  for (const close of closing.splice(0).toReversed()) await close();
}

async function open(engine: { open(): Promise<TestDatabase> }): Promise<TestDatabase> {
  const database = await engine.open();
  closing.push(() => database.close());
  return database;
}

async function start(database: TestDatabase): Promise<RunningHost> {
  const folder = await mkdtemp(join(tmpdir(), 'scimwright-move-'));
  const host = await runHost(folder, { env: { DATABASE_URL: database.url, ADMIN_TOKEN, PUBLIC_URL } });
  closing.push(async () => {
    await host.end('SIGTERM');
    await rm(folder, { recursive: true });
  });
  return host;
}

function move(from: string, to: string, ...more: readonly string[]): Promise<Ran> {
  return runArguments(['move', '--from', from, '--to', to, ...more], { cwd: ROOT, env: process.env });
}

/** The same tenant at another host. */
function at(host: RunningHost, { tenantUrl, secretToken }: TenantClient): TenantClient {
  return tenantClient(`${host.origin}${new URL(tenantUrl).pathname}`, secretToken);
}

const PATHS = [
  '/Users?count=100',
  '/Groups?count=100',
  '/Users?filter=userName+eq+"mira.rao"',
  '/ServiceProviderConfig',
];

interface Answer {
  readonly status: number;
  readonly etag: string | null;
  readonly body: string;
}

async function answersOf(tenant: TenantClient, paths: readonly string[]): Promise<readonly Answer[]> {
  return Promise.all(
    paths.map(async (path) => {
      const answer = await tenant.send('GET', path);
      return { status: answer.status, etag: answer.headers.get('ETag'), body: await answer.text() };
    }),
  );
}

const pairs = [
  {
    from: openSqlite,
    to: openPostgres,
    name: 'SQLite to PostgreSQL',
    inUse: /^A host uses sqlite:\S+\. Stop it/,
  },
  {
    from: openPostgres,
    to: openSqlite,
    name: 'PostgreSQL to SQLite',
    inUse: /^Other sessions are connected to postgres:\S+: scimwright\. Stop every host/,
  },
];

describe.each(pairs)('a host whose database is moved from $name', ({ from, to, inUse }) => {
  let source: TestDatabase;
  let target: TestDatabase;
  let tenant: TenantClient;
  let paths: readonly string[];
  let before: readonly Answer[];
  let whileInUse: Ran;
  let moved: Ran;
  let ids: readonly string[];

  beforeAll(async () => {
    [source, target] = [await open({ open: from }), await open({ open: to })];
    const host = await start(source);
    tenant = await adminClient(host.origin).openTenant('contoso');
    const client = at(host, tenant);
    const create = async (path: string, body: object): Promise<string> => {
      const answer = await client.send('POST', path, body);
      expect(answer.status).toBe(201);
      return ((await answer.json()) as { id: string }).id;
    };
    ids = [];
    for (const name of ['mira.rao', 'Ünal Öz', 'gone']) ids = [...ids, await create('/Users', bicUser(name))];
    const [mira = '', other = '', gone = ''] = ids;
    const group = await create('/Groups', bicGroup('Editors'));
    await client.send('PATCH', `/Groups/${group}`, addMembers(mira, other, gone));
    await client.send(
      'PATCH',
      `/Users/${mira}`,
      patchBody({ op: 'Replace', path: 'active', value: 'False' }),
    );
    await client.send('DELETE', `/Users/${gone}`);
    paths = [...PATHS, `/Users/${mira}`, `/Users/${gone}`, `/Groups/${group}`];
    before = await answersOf(client, paths);
    whileInUse = await move(source.url, target.url);
    await host.end('SIGTERM');
    moved = await move(source.url, target.url);
  });
  afterAll(closeAll);

  it('is refused while the host runs', () => {
    expect(whileInUse).toMatchObject({ code: 1, out: '', err: expect.stringMatching(inUse) });
  });

  it('counts the rows of each table', () => {
    expect(moved).toMatchObject({ code: 0, err: expect.stringMatching(/^copied secrets: 1 of 1$/m) });
    expect(moved.out).toMatch(/^resources +3$/m);
    expect(moved.out).toMatch(/^Every row of \S+ is in \S+, and was compared with it\.$/m);
  });

  it('answers the same tenant with the same token, ids and ETags, and goes on from there', async () => {
    const host = await start(target);
    const client = at(host, tenant);
    expect(before.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 404, 200]);
    const after = await answersOf(client, paths);
    // The answer to what is not there has the id of the request.
    expect(after.filter(({ status }) => status === 200)).toEqual(
      before.filter(({ status }) => status === 200),
    );
    expect(after[5]?.status).toBe(404);
    const etag = before[4]?.etag ?? '';
    const change = patchBody({ op: 'Replace', path: 'displayName', value: 'Mira' });
    expect((await client.send('PATCH', `/Users/${ids[0]}`, change, { 'If-Match': 'W/"9"' })).status).toBe(
      412,
    );
    expect((await client.send('PATCH', `/Users/${ids[0]}`, change, { 'If-Match': etag })).status).toBe(200);
    expect((await client.send('POST', '/Users', bicUser('MIRA.RAO'))).status).toBe(409);
    const log = await adminClient(host.origin).send('GET', '/tenants/bic/contoso/log');
    expect(log.text).toMatch(/"operation":"remove"/);
  });
});

describe('scimwright move', () => {
  afterEach(closeAll);
  const MANY = 30_000;

  /** A database of a host, with enough rows that moving it takes a while. */
  async function openLarge(): Promise<TestDatabase> {
    const [database] = earlier;
    if (database === undefined) throw new Error('There is one.');
    const source = await open(database);
    await run(['tenant', 'list'], source.url);
    await openSql(source.url).run(
      `with recursive n (i) as (select 1 union all select i + 1 from n where i < ${MANY})
       insert into marks (name, at) select 'n' || i, '' from n`,
    );
    return source;
  }
  const run = (args: readonly string[], DATABASE_URL: string): Promise<Ran> =>
    runArguments(args, { cwd: ROOT, env: { ...process.env, DATABASE_URL } });

  it.each(engines)(
    'keeps nothing in $name when it is interrupted or killed, and can be run again',
    async (engine) => {
      const [source, target] = [await openLarge(), await open(engine)];
      const endings = [
        ['SIGINT', 1, /^Stopped\. Nothing was kept in \S+: it is empty/m],
        ['SIGKILL', 'SIGKILL', /^copied /],
      ] as const;
      for (const [signal, ends, says] of endings) {
        const child = spawn(builtCommandLine(), ['move', '--from', source.url, '--to', target.url], {
          cwd: ROOT,
        });
        let said = '';
        child.stderr.on('data', (text: Buffer) => {
          said += text.toString();
          if (said.startsWith('copied') && !child.killed) child.kill(signal);
        });
        const ended = await new Promise<unknown>((resolve) => {
          child.once('close', (code, by) => resolve(code ?? by));
        });
        expect(ended).toBe(ends);
        expect(said).toMatch(says);
        expect(await run(['tenant', 'list'], target.url)).toMatchObject({
          code: 1,
          err: expect.stringMatching(/^No host has used the database/),
        });
      }
      const { code, out } = await move(source.url, target.url, '--json');
      expect([code, JSON.parse(out)]).toMatchObject([
        0,
        { from: source.url, tables: expect.arrayContaining([{ table: 'marks', rows: MANY }]) },
      ]);
    },
  );

  it('does not print a password, and says what to do about what it cannot open', async () => {
    const [source, used] = [await open(engines[0] ?? { open: openSqlite }), await openPostgresUsed()];
    const refused: readonly (readonly [from: string, to: string, says: RegExp])[] = [
      [
        source.url,
        used.url,
        /^There is nothing to move: no host has used sqlite:\S+ yet\. Correct --from\.$/m,
      ],
      [
        used.url,
        used.url,
        /^postgres:\S+ is the database to move, or it was moved there already\. Name a new/m,
      ],
      [used.url, 'mysql://a:Zx9@b/c', /^--to must look like sqlite:PATH or postgres:/m],
      [
        used.url,
        'postgres://a:Zx9@127.0.0.1:1/c',
        /^Nothing listens at 127\.0\.0\.1:1\. .* correct host and port in --to\.$/m,
      ],
      ['postgres://a:Zx9@127.0.0.1:1/c', source.url, /^Nothing listens at 127\.0\.0\.1:1\. .* in --from\.$/m],
      ['sqlite:a', 'sqlite::memory:', /^--to must name a file/m],
    ];
    for (const [from, to, says] of refused) {
      const { code, out, err } = await move(from, to);
      expect([code, out]).toEqual([1, '']);
      expect(err).toMatch(says);
      expect(err).not.toMatch(/Zx9|:postgres@/);
    }
  });

  async function openPostgresUsed(): Promise<TestDatabase> {
    const database = await open({ open: openPostgres });
    const config = readConfig({ DATABASE_URL: database.url, DATA_DIR: tmpdir() }, ROOT);
    await (await openAdmin(connectors, config)).close();
    return database;
  }
});

describe.each(earlier)(
  'a database of an earlier version, on $name',
  ({ name, open: openEarlier, tenants }) => {
    afterAll(closeAll);

    it('is refused until its tables are up to date, then moved, and its tenants are answered', async () => {
      const other = engines.find((engine) => engine.name !== name);
      if (other === undefined) throw new Error('There are two.');
      const [source, target] = [await open({ open: openEarlier }), await open(other)];
      const counts = await countsOf(source.url);
      const early = await move(source.url, target.url);
      expect(early).toMatchObject({ code: 1, out: '' });
      const [, command = ''] = /DATABASE_URL='\S+' npx scimwright (.*)$/m.exec(early.err) ?? [];
      const env = { ...process.env, DATABASE_URL: source.url };
      expect(await runArguments(command.split(' '), { cwd: ROOT, env })).toMatchObject({ code: 0 });
      expect(await move(source.url, target.url)).toMatchObject({ code: 0 });
      expect(await countsOf(target.url)).toEqual(counts);
      const host = await start(target);
      for (const tenant of tenants) expect(await usersOf(host, tenant)).toBe(counts[tenant.connector] ?? 0);
    });

    async function countsOf(url: string): Promise<Readonly<Record<string, number>>> {
      const rows = await openSql(url).run(
        `select t.connector, count(*) as people from resources r join tenants t on t.id = r.tenant_id
       where r.type = 'User' group by t.connector`,
      );
      return Object.fromEntries(rows.map(({ connector, people }) => [String(connector), Number(people)]));
    }
  },
);

async function usersOf(host: RunningHost, { path, secretToken }: EarlierTenant): Promise<unknown> {
  const answer = await tenantClient(`${host.origin}${path}`, secretToken).send('GET', '/Users?count=1');
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { totalResults: number }).totalResults;
}
