import { StoreFault, StoreUnavailable } from '@scimwright/store';
import {
  openFaultyLink,
  openPostgres,
  openSession,
  type DatabaseSession,
  type FaultyLink,
  type TestDatabase,
} from '@scimwright/test-databases';
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dbError } from '../db-error.ts';
import { inTransaction } from '../in-transaction.ts';
import { everythingOf } from '../everything-of.fixture.ts';
import { openKnex } from '../open-knex.ts';
import { defaultTimeouts } from '../timeouts.ts';
import { rejectionOf } from '../rejection-of.fixture.ts';
import { withSession } from '../session.ts';
import type { Dialect, Failure } from './dialect.ts';
import { postgres } from './postgres.ts';

const SECRET = 'ada.byron@contoso.example';
const timeouts = {
  ...defaultTimeouts,
  connect: 500,
  acquire: 2_000,
  lock: 200,
  statement: 500,
  answer: 900,
  idle: 300,
};

describe('an error of PostgreSQL', () => {
  let database: TestDatabase;
  let link: FaultyLink;
  let somebody: DatabaseSession;
  let dialect: Dialect;
  let pool: Knex;
  const user = `errors_${crypto.randomUUID().replaceAll('-', '')}`;

  beforeAll(async () => {
    database = await openPostgres();
    link = await openFaultyLink(database.url);
    somebody = await openSession(database.url);
    await somebody.run(`create table people (name text constraint people_name primary key, age integer)`);
    await somebody.run(`insert into people values ('${SECRET}', 36)`);
    await somebody.run(`create role ${user} login password 'Zx9'`);
  });
  afterAll(async () => {
    await somebody.run(`drop role ${user}`);
    await somebody.close();
    await link.close();
    await database.close();
  });
  beforeEach(() => {
    dialect = postgres(link.url, timeouts);
    pool = openKnex(dialect.reader, undefined);
  });
  afterEach(async () => {
    await pool.destroy();
    // After a missing password, the driver leaves its connection open, and the server waits for it for a minute.
    link.cut();
    await link.mend();
  });

  const run = (sql: string, ...values: readonly string[]): Promise<unknown> =>
    withSession(pool, dialect, (session) => session.run(sql, values));
  const raising = (code: string) => (): Promise<unknown> =>
    run(`do $$ begin raise exception '${SECRET}' using errcode = '${code}'; end $$`);
  const withUrl =
    (change: (url: URL) => void, sql: string = 'select 1') =>
    async (): Promise<unknown> => {
      const url = new URL(link.url);
      url.username = user;
      url.password = 'Zx9';
      change(url);
      const other = openKnex(postgres(url.href, timeouts).reader, undefined);
      try {
        return await other.raw(sql);
      } finally {
        await other.destroy();
      }
    };
  const held = async (work: () => Promise<unknown>): Promise<unknown> => {
    await somebody.run('begin');
    await somebody.run('lock table people in exclusive mode');
    try {
      return await work();
    } finally {
      await somebody.run('rollback');
    }
  };

  interface Row {
    readonly what: string;
    readonly provoke: () => Promise<unknown>;
    readonly is: Omit<Failure, 'constraint'> & Partial<Pick<Failure, 'constraint'>>;
  }
  const kept = { isConnectionLost: false } as const;
  const lost = { isConnectionLost: true } as const;

  const provoked: readonly Row[] = [
    {
      what: 'a taken key',
      provoke: () => run('insert into people values (?, 1)', SECRET),
      is: { kind: 'fault', code: '23505', constraint: 'people_name', ...kept },
    },
    {
      what: 'a value of a wrong type',
      provoke: () => run('select ?::integer', SECRET),
      is: { kind: 'fault', code: '22P02', ...kept },
    },
    {
      what: 'an invalid statement',
      provoke: () => run('select * from nothing where a = ?', SECRET),
      is: { kind: 'fault', code: '42P01', ...kept },
    },
    {
      what: 'a row that another transaction holds',
      provoke: () => held(() => run('update people set age = 37 where name = ?', SECRET)),
      is: { kind: 'blocked', code: '55P03', ...kept },
    },
    {
      what: 'a statement that takes too long',
      provoke: () => run('select pg_sleep(5), ? as a', SECRET),
      is: { kind: 'unavailable', code: '57014', ...kept },
    },
    {
      what: 'a connection that the server ends',
      provoke: () => run('select pg_terminate_backend(pg_backend_pid()), ? as a', SECRET),
      is: { kind: 'retry', code: '57P01', ...lost },
    },
    {
      what: 'a transaction that is idle for too long',
      provoke: () =>
        withSession(pool, dialect, async (session) => {
          await session.run('begin', []);
          await expect
            .poll(() => somebody.run(`select 1 from pg_stat_activity where state = 'idle in transaction'`), {
              timeout: 20_000,
            })
            .toEqual([]);
          await session.run('select ? as a', [SECRET]);
        }),
      is: { kind: 'retry', code: 'CONNECTION_LOST', ...lost },
    },
    {
      what: 'a connection that is cut before a statement arrives',
      provoke: async () => {
        void link.cutAt(/as secret/, 'before');
        return run('select ? as secret', SECRET);
      },
      is: { kind: 'retry', code: 'ECONNRESET', ...lost },
    },
    {
      what: 'a statement without an answer',
      provoke: async () => {
        link.swallow(/as secret/);
        return run('select ? as secret', SECRET);
      },
      is: { kind: 'unavailable', code: 'NO_ANSWER', ...lost },
    },
    {
      what: 'a server that does not answer a new connection',
      provoke: async () => {
        link.swallow();
        return run('select ? as a', SECRET);
      },
      is: { kind: 'unavailable', code: 'CONNECT_TIMEOUT', ...lost },
    },
    {
      what: 'a server that is away',
      provoke: async () => {
        await link.refuse();
        return run('select ? as a', SECRET);
      },
      is: { kind: 'unavailable', code: 'ECONNREFUSED', ...lost },
    },
    {
      what: 'a read-only connection',
      provoke: () =>
        withSession(pool, dialect, async (session) => {
          await session.run('set default_transaction_read_only = on', []);
          await session.run('insert into people values (?, 1)', ['x']);
        }),
      is: { kind: 'unavailable', code: '25006', ...lost },
    },
    {
      what: 'a wrong password',
      provoke: withUrl((url) => (url.password = 'Zx8')),
      is: { kind: 'unavailable', code: '28P01', ...lost },
    },
    {
      what: 'a missing password',
      provoke: withUrl((url) => (url.password = '')),
      is: { kind: 'unavailable', code: 'NO_PASSWORD', ...lost },
    },
    {
      what: 'a missing database',
      provoke: withUrl((url) => (url.pathname = '/nothing')),
      is: { kind: 'unavailable', code: '3D000', ...lost },
    },
    {
      what: 'encryption without support of the server',
      provoke: withUrl((url) => url.searchParams.set('sslmode', 'verify-full')),
      is: { kind: 'unavailable', code: 'NO_TLS', ...lost },
    },
    {
      what: 'a missing privilege',
      provoke: withUrl(() => undefined, 'select * from people'),
      is: { kind: 'fault', code: '42501', ...kept },
    },
    ...(
      [
        ['40001', 'retry', kept],
        ['40P01', 'retry', kept],
        ['57P02', 'retry', lost],
        ['08006', 'retry', lost],
        ['0A000', 'retry', lost],
        ['26000', 'retry', lost],
        ['42P05', 'retry', lost],
        ['53300', 'retry', lost],
        ['57P03', 'unavailable', lost],
        ['57P04', 'unavailable', lost],
        ['53100', 'full', kept],
        ['53200', 'unavailable', kept],
        ['58030', 'unavailable', kept],
        ['XX001', 'fault', kept],
        ['P0001', 'fault', kept],
      ] as const
    ).map(([code, kind, connection]): Row => ({
      what: `the code ${code}`,
      provoke: raising(code),
      is: { kind, code, ...connection },
    })),
  ];

  it.each(provoked)('for $what keeps a code, without the text or values', async ({ provoke, is }) => {
    const raw = await rejectionOf(provoke());
    const failure = { constraint: undefined, ...is };
    const error = dbError(raw, dialect);
    expect(error).toStrictEqual(
      is.kind === 'fault' ? new StoreFault(is.code, failure.constraint) : new StoreUnavailable(is.code),
    );
    // A failed connection has the same explanation for every engine, outside the dialect.
    const explained = dialect.explain(raw);
    expect([undefined, failure]).toContainEqual(explained);
    expect(everythingOf(error)).not.toContain(SECRET);
    expect(everythingOf(error)).not.toMatch(/insert|select|values \(|Zx[89]/i);
  });

  it('is recognised by the end of its message, because knex puts the statement in front', () => {
    const { explain } = postgres(database.url);
    const error = new Error(`select 'x - Query read timeout' as a - Connection terminated unexpectedly`);
    expect(explain(error)).toMatchObject({ code: 'CONNECTION_LOST' });
    expect(explain(new Error(`select 'Query read timeout' as a - something else`))).toBeUndefined();
  });

  it('returns the connection to the pool only if it is usable', async () => {
    const pids = async (): Promise<unknown> =>
      withSession(pool, dialect, ({ run: ask }) => ask('select pg_backend_pid() as pid', []));
    const first = await pids();
    await rejectionOf(run('select 1 / 0'));
    expect(await pids()).toEqual(first);
    link.swallow(/as secret/);
    await rejectionOf(run('select 1 as secret'));
    expect(await pids()).not.toEqual(first);
  });

  it('closes a connection that could not be set up', async () => {
    const count = async (): Promise<unknown> =>
      somebody.run(
        `select count(*)::int as total from pg_stat_activity where application_name = 'scimwright' and datname = current_database()`,
      );
    await somebody.run(
      `create or replace function public.set_config(text, text, boolean) returns text language plpgsql as $$ begin raise exception 'no'; end $$`,
    );
    const url = new URL(database.url);
    url.searchParams.set('options', '-c search_path=public,pg_catalog');
    const broken = openKnex(postgres(url.href, timeouts).reader, undefined);
    for (let time = 0; time < 3; time += 1) await rejectionOf(broken.raw('select 1'));
    await expect.poll(count, { timeout: 10_000 }).toEqual([{ total: 0 }]);
    await broken.destroy();
    await somebody.run('drop function public.set_config(text, text, boolean)');
  });

  it('in a rollback without an answer discards the connection, so that its transaction is not used again', async () => {
    const writer = openKnex(dialect.writer, undefined);
    link.swallow(/^rollback$/);
    const failed = await rejectionOf(
      inTransaction(writer, dialect, async (tx) => {
        await tx.run(`insert into people values ('left open', 1)`, []);
        throw new Error('thought better of it');
      }),
    );
    expect(dbError(failed, dialect)).toStrictEqual(new StoreUnavailable('NO_ANSWER'));
    await inTransaction(writer, dialect, async (tx) => ({
      keep: true,
      result: await tx.run('select 1', []),
    }));
    expect(await somebody.run(`select name from people where name = 'left open'`)).toEqual([]);
    await writer.destroy();
  });
});
