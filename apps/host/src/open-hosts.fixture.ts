import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestDatabase } from '@scimwright/test-databases';
import { ADMIN_TOKEN, adminClient, type AdminClient } from './admin-client.fixture.ts';
import { openProxy } from './open-proxy.fixture.ts';
import { openSql, type Sql } from './open-sql.fixture.ts';
import { runHost, type RunningHost } from './run-host.fixture.ts';
import { until } from './until.fixture.ts';

/** Hosts that share a database and nothing else, behind one address. */
export interface Hosts {
  /** Where clients reach them. */
  readonly url: string;
  /** Has a data folder for each, by its number. */
  readonly folder: string;
  readonly count: number;
  readonly admin: AdminClient;
  /** The test's own connection to their database. */
  readonly sql: Sql;
  /** One of them. */
  at(index: number): RunningHost;
  /** Ends one as a power cut would, and starts none. */
  kill(index: number): Promise<void>;
  /** Starts one in the place of one that was killed. */
  revive(index: number): Promise<void>;
  /** Resolves when nothing is under way any more of what hosts did that were killed. */
  settled(): Promise<void>;
  /** Everything that they printed, those of earlier too. */
  output(): string;
  /** Ends them in order. */
  close(): Promise<void>;
}

/** Starts hosts on one database, all at the same instant. */
export async function openHosts(options: {
  readonly database: Pick<TestDatabase, 'url'>;
  readonly count: number;
  /** The program of each; that of `npm start` unless given. */
  readonly main?: string;
}): Promise<Hosts> {
  const { database, count, main } = options;
  const folder = await mkdtemp(join(tmpdir(), 'scimwright-hosts-'));
  const proxy = await openProxy();
  const sql = openSql(database.url);
  const isPostgres = database.url.startsWith('postgres');
  const killing = new Set<Promise<void>>();
  const printed: string[] = [];
  let started = 0;

  const start = async (index: number): Promise<Started> => {
    started += 1;
    // What it is called where PostgreSQL lists its connections.
    const name = `host-${index}-${started}`;
    const env = {
      DATABASE_URL: isPostgres ? `${database.url}?application_name=${name}` : database.url,
      ADMIN_TOKEN,
      PUBLIC_URL: proxy.url,
    };
    const args = ['--demo']; // as by `npm start`; a database of one's own leaves no place for a demo
    const host = await runHost(join(folder, String(index)), {
      args,
      env,
      ...(main !== undefined && { main }),
    });
    return { ...host, name };
  };

  const starts = await Promise.allSettled(Array.from({ length: count }, (_, index) => start(index)));
  const running = starts.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failed = starts.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) {
    await Promise.all(running.map((host) => host.end('SIGKILL')));
    throw failed.reason;
  }
  const hosts = new Map(running.entries());
  const lead = (): void => proxy.lead([...hosts.values()].map(({ origin }) => origin));
  lead();

  const at = (index: number): Started => {
    const host = hosts.get(index);
    if (host === undefined) throw new Error(`host ${index} does not run`);
    return host;
  };

  /** What PostgreSQL was told before a client died is carried out nevertheless. */
  const isGone = async (name: string): Promise<boolean> => {
    if (!isPostgres) return true;
    return (await sql.run(`select 1 from pg_stat_activity where application_name = '${name}'`)).length === 0;
  };

  const kill = async (index: number): Promise<void> => {
    const host = at(index);
    const gone = (async () => {
      await host.end('SIGKILL');
      await until(() => isGone(host.name));
    })();
    killing.add(gone);
    hosts.delete(index);
    lead();
    printed.push(host.output());
    await gone;
    killing.delete(gone);
  };

  return {
    url: proxy.url,
    folder,
    count,
    admin: adminClient(proxy.url),
    sql,
    at,
    kill,
    async revive(index) {
      hosts.set(index, await start(index));
      lead();
    },
    async settled() {
      await Promise.all(killing);
    },
    output: () => [...printed, ...[...hosts.values()].map((host) => host.output())].join('\n'),
    async close() {
      await Promise.all([...hosts.values()].map((host) => host.end('SIGTERM')));
      await proxy.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Started extends RunningHost {
  readonly name: string;
}
