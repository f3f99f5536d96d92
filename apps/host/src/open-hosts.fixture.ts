import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestDatabase } from '@scimwright/test-databases';
import { ADMIN_TOKEN, adminClient, type AdminClient } from './admin-client.fixture.ts';
import { openProxy } from './open-proxy.fixture.ts';
import { openSql, type Sql } from './open-sql.fixture.ts';
import { runHost, type RunningHost } from './run-host.fixture.ts';
import { until } from './until.fixture.ts';

/** Hosts behind one address that share only a database. */
export interface Hosts {
  /** The address for clients. */
  readonly url: string;
  /** The parent of the hosts' data folders, which are named by number. */
  readonly folder: string;
  readonly count: number;
  readonly admin: AdminClient;
  /** A separate connection of the test to the database. */
  readonly sql: Sql;
  /** The host with this number. */
  at(index: number): RunningHost;
  /** Ends a host as a power cut would, without a replacement. */
  kill(index: number): Promise<void>;
  /** Starts a host in place of a killed one. */
  revive(index: number): Promise<void>;
  /** Resolves when the database no longer carries out statements of killed hosts. */
  settled(): Promise<void>;
  /** The output of all hosts, including killed ones. */
  output(): string;
  /** Ends the hosts one after the other. */
  close(): Promise<void>;
}

/** Starts hosts on one database at the same instant. */
export async function openHosts(options: {
  readonly database: Pick<TestDatabase, 'url'>;
  readonly count: number;
  /** The program of each host; by default that of `npm start`. */
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
    // The name in PostgreSQL's list of connections.
    const name = `host-${index}-${started}`;
    const env = {
      DATABASE_URL: isPostgres ? `${database.url}?application_name=${name}` : database.url,
      ADMIN_TOKEN,
      PUBLIC_URL: proxy.url,
    };
    const args = ['--demo']; // as `npm start` does; a given database gets no demo
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

  /** PostgreSQL still carries out statements that a client sent before it died. */
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
