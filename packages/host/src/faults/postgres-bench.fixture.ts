import { randomUUID } from 'node:crypto';
import type { Timeouts } from '@scimwright/store-knex';
import {
  openFaultyLink,
  openPostgres,
  openSession,
  type DatabaseSession,
  type FaultyLink,
} from '@scimwright/test-databases';
import { openFaulty, shortTimeouts, type FaultyHost } from './faulty-host.fixture.ts';

/** A host that reaches a PostgreSQL database as its own user, over a link that can fail. */
export interface PostgresBench {
  readonly faulty: FaultyHost;
  readonly link: FaultyLink;
  /** A session of the server's administrator, not over the link, in another database. */
  readonly server: DatabaseSession;
  /** The name of the database. */
  readonly name: string;
  /** The name of the user. */
  readonly user: string;
  /** Opens a session of the administrator in the host's database. */
  connect(): Promise<DatabaseSession>;
  /** Ends the host's connections to its database, as a restart of the server does. */
  terminate(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a bench on a new database. */
export async function openPostgresBench(timeouts: Timeouts = shortTimeouts): Promise<PostgresBench> {
  const database = await openPostgres();
  const url = new URL(database.url);
  const name = url.pathname.slice(1);
  const elsewhere = new URL(url);
  elsewhere.pathname = 'postgres';
  const server = await openSession(elsewhere.href);
  const user = `host_${randomUUID().replaceAll('-', '')}`;
  await server.run(`create role ${user} login password 'first'`);
  await server.run(`alter database ${name} owner to ${user}`);
  url.username = user;
  url.password = 'first';
  const link = await openFaultyLink(url.href);
  const faulty = await openFaulty(link.url, timeouts);
  return {
    faulty,
    link,
    server,
    name,
    user,
    connect: () => openSession(database.url),
    terminate: async () => {
      await server.run(
        `select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = '${user}'`,
      );
    },
    close: async () => {
      await faulty.close();
      await link.close();
      await database.close();
      await server.run(`drop role ${user}`);
      await server.close();
    },
  };
}
