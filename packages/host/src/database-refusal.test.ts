import { access, chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreFault, StoreUnavailable } from '@scimwright/store';
import {
  engines,
  openFaultyLink,
  openPostgres,
  openSession,
  type DatabaseSession,
  type FaultyLink,
  type TestDatabase,
} from '@scimwright/test-databases';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HostRefusal, readConfig } from './config.ts';
import { databaseRefusal } from './database-refusal.ts';
import { openAdmin } from './open-admin.ts';

const PASSWORD = 'Zx9-first';
const timeouts = { connect: 700, acquire: 2_000, lock: 200 };
const USER = `boot_${crypto.randomUUID().replaceAll('-', '')}`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scimwright-boot-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The message that a person reads when a host starts with this database. */
async function refusal(databaseUrl: string, options: { mustExist?: boolean } = {}): Promise<string> {
  const config = readConfig({ DATA_DIR: join(folder, 'data'), DATABASE_URL: databaseUrl }, folder);
  const error: unknown = await openAdmin([], config, { timeouts, ...options }).then(
    (admin) => admin.close(),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof HostRefusal)) throw new Error('It was not refused in words.', { cause: error });
  return error.message;
}

describe('on PostgreSQL', () => {
  let database: TestDatabase;
  let link: FaultyLink;
  let server: DatabaseSession;
  const others: Server[] = [];
  beforeAll(async () => {
    database = await openPostgres();
    link = await openFaultyLink(database.url);
    server = await openSession(database.url);
    await server.run(`create role ${USER} login password '${PASSWORD}'`);
  });
  afterAll(async () => {
    for (const other of others) other.close();
    // After a failed login the driver leaves its connection open, and the server waits for it for a minute.
    await link.close();
    await server.run(`drop owned by ${USER}`);
    await server.run(`drop role ${USER}`);
    await server.close();
    await database.close();
  });

  /** The URL of the database for a user without rights, with some changes. */
  const urlWith = (change: (url: URL) => void = () => undefined): string => {
    const url = new URL(link.url);
    url.username = USER;
    url.password = PASSWORD;
    change(url);
    return url.href;
  };
  const at = (other: Server, change: (url: URL) => void = () => undefined): Promise<string> =>
    new Promise((resolve) => {
      others.push(other);
      other.listen(0, '127.0.0.1', () => {
        const { port } = other.address() as AddressInfo; // a TCP server has this form of address
        resolve(
          urlWith((url) => {
            url.port = String(port);
            change(url);
          }),
        );
      });
    });
  const free = async (): Promise<string> => {
    const probe = createServer();
    const url = await at(probe);
    await new Promise((resolve) => {
      probe.close(resolve);
    });
    return url;
  };
  const wantTls = (url: URL): void => url.searchParams.set('sslmode', 'verify-full');

  const cases: readonly (readonly [what: string, url: () => string | Promise<string>, says: RegExp])[] = [
    ['nothing listens there', free, /^Nothing listens at 127\.0\.0\.1:\d+\. Start PostgreSQL there/],
    [
      'the host name is unknown',
      () => urlWith((url) => (url.hostname = 'nowhere.invalid')),
      /^The host name of nowhere\.invalid:\d+ is unknown\. Correct it/,
    ],
    [
      'nobody answers',
      () => at(createServer(() => undefined)),
      /^Nothing answers at 127\.0\.0\.1:\d+\. Check host and port/,
    ],
    [
      'the password is wrong',
      () => urlWith((url) => (url.password = 'Zx9-second')),
      /rejects the password of user "boot_\w+"\. Correct user and password/,
    ],
    [
      'there is no password',
      () => urlWith((url) => (url.password = '')),
      /requires a password for user "boot_\w+"\. Add it to DATABASE_URL/,
    ],
    [
      'the user is unknown',
      () => urlWith((url) => (url.username = 'nobody')),
      /rejects the password of user "nobody"/,
    ],
    [
      'the database does not exist',
      () => urlWith((url) => (url.pathname = '/nothing')),
      /^There is no database "nothing" at 127\.0\.0\.1:\d+\. Create it/,
    ],
    [
      'the user may not create tables',
      () => urlWith(),
      /^User "boot_\w+" may not create tables in database "test_\w+"\. Make it the owner/,
    ],
    [
      'the server does not speak TLS',
      () => urlWith(wantTls),
      /does not speak TLS\. Remove sslmode from DATABASE_URL/,
    ],
    [
      'the server only pretends to speak TLS',
      () =>
        at(
          createServer((socket) => socket.on('data', () => socket.write('SZx9Zx9Zx9'))),
          wantTls,
        ),
      /does not answer like PostgreSQL/,
    ],
    [
      'a web server listens there',
      () => at(createHttpServer((_, response) => response.end())),
      /does not answer like PostgreSQL\. Correct host and port/,
    ],
    [
      'another kind of server listens there',
      () => at(createServer((socket) => socket.end('-ERR unknown command\r\n'))),
      /does not answer like PostgreSQL/,
    ],
  ];

  it.each(cases)(
    'when %s, the message says so and what to do, without the password',
    async (_, url, says) => {
      const message = await refusal(await url());
      expect(message).toMatch(says);
      expect(message).not.toContain('Zx9');
      expect(message).not.toContain('\n');
    },
  );

  it.each([
    ['a user who may not log in', 'nologin', 'login', /does not let user "boot_\w+" connect to database/],
    [
      'no connection that is left',
      'connection limit 0',
      'connection limit -1',
      /has no connection left for user/,
    ],
  ])('%s is explained', async (_, change, back, says) => {
    await server.run(`alter role ${USER} ${change}`);
    const message = await refusal(urlWith());
    await server.run(`alter role ${USER} ${back}`);
    expect(message).toMatch(says);
  });

  it('a read-only database is explained', async () => {
    const name = new URL(database.url).pathname.slice(1);
    await server.run(`alter database ${name} set default_transaction_read_only = on`);
    const message = await refusal(database.url);
    await server.run(`set default_transaction_read_only = off`);
    await server.run(`alter database ${name} reset default_transaction_read_only`);
    expect(message).toMatch(/^Database "test_\w+" at 127\.0\.0\.1:\d+ is read-only\./);
  });
});

describe('on SQLite', () => {
  const root = process.getuid?.() === 0;
  /** Runs a function as a user who is not root. */
  const unprivileged = async (work: () => Promise<string>): Promise<string> => {
    if (root) process.seteuid?.(65_534);
    try {
      return await work();
    } finally {
      if (root) process.seteuid?.(0);
    }
  };

  it('a file that this user may not write is named, with what to do', async () => {
    await mkdir(join(folder, 'data'));
    await mkdir(join(folder, 'theirs'), { mode: 0o555 });
    await chmod(folder, 0o755);
    const message = await unprivileged(() => refusal(`sqlite:${join(folder, 'theirs', 'a.sqlite')}`));
    expect(message).toMatch(/^This user may not write the database file .*a\.sqlite \(EACCES\)\. Give it/);
  });

  it('a data folder that this user may not create is named', async () => {
    await chmod(folder, 0o555);
    const message = await unprivileged(() => refusal('sqlite:a.sqlite'));
    await chmod(folder, 0o755);
    expect(message).toMatch(/^The folder .*data cannot be made \(EACCES\)\. .* DATA_DIR\.$/);
  });

  it('a folder in place of the file is named', async () => {
    expect(await refusal(`sqlite:${folder}`)).toMatch(/cannot be a database file: it is a folder/);
  });

  it('a file that is not a database is named', async () => {
    await writeFile(join(folder, 'a.sqlite'), 'Zx9\n'.repeat(200));
    const message = await refusal(`sqlite:${join(folder, 'a.sqlite')}`);
    expect(message).toMatch(/a\.sqlite is not a SQLite database\. Move it away/);
    expect(message).not.toContain('Zx9');
  });
});

it.each(engines)('a required database on $name without tables is reported as unused', async ({ open }) => {
  const database = await open();
  const message = await refusal(database.url, { mustExist: true });
  expect(message).toMatch(/^No host has used the database at \S+ yet\. Start the host/);
  await expect(access(join(folder, 'data'))).rejects.toMatchObject({ code: 'ENOENT' });
  await database.close();
});

it.each(engines)('tables of a newer version are explained on $name', async ({ open }) => {
  const database = await open();
  const admin = await openAdmin([], readConfig({ DATA_DIR: folder, DATABASE_URL: database.url }, folder));
  await admin.close();
  const session = await openSession(database.url);
  await session.run(
    "insert into knex_migrations (name, batch, migration_time) values ('9999-future', 9, current_timestamp)",
  );
  await session.close();
  expect(await refusal(database.url)).toMatch(/were made by a newer version.* Start that version/);
  await database.close();
});

it.each([
  {
    error: new StoreUnavailable('SELF_SIGNED_CERT_IN_CHAIN'),
    says: 'The certificate of db:5432 is not trusted',
  },
  { error: new StoreFault('42601', undefined), says: 'Use PostgreSQL 15 or newer' },
  { error: new StoreFault('SHARED_SESSIONS', undefined), says: 'Set pool_mode = session for this database' },
  { error: new StoreUnavailable('57P03'), says: 'is starting or stopping. Try again in a moment.' },
  { error: new StoreUnavailable('28000'), says: 'does not let user "ada" connect to database "ada"' },
  { error: new StoreFault('XX000', undefined), says: 'The database at db:5432 cannot be opened (XX000).' },
])('$error.code is explained', ({ error, says }) => {
  expect(databaseRefusal(error, 'postgres://ada:Zx9@db')).toMatchObject({
    name: 'HostRefusal',
    message: expect.stringContaining(says),
  });
});

it('errors from outside the database are returned unchanged', () => {
  const error = new TypeError('no');
  expect(databaseRefusal(error, 'postgres://ada@db')).toBe(error);
});
