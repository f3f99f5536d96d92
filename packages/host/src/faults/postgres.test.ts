import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { writing } from './operations.fixture.ts';
import { openPostgresBench, type PostgresBench } from './postgres-bench.fixture.ts';
import { expectWithstood, type Fault } from './expect-withstood.fixture.ts';

type PostgresFault = Fault<PostgresBench>;

const away = { reads: 'away', writes: 'away', ready: 503 } as const;

/** Faults of the link and of connections. */
const connectionFaults: readonly PostgresFault[] = [
  {
    title: 'connections are refused',
    code: 'ECONNREFUSED',
    ...away,
    begin: async ({ link }) => {
      await link.refuse();
      return link.mend;
    },
  },
  {
    title: 'the server no longer answers',
    code: 'NO_ANSWER',
    ...away,
    begin: async ({ link }) => {
      link.swallow();
      return link.mend;
    },
  },
  {
    title: 'answers take longer than the timeout',
    code: 'NO_ANSWER',
    ...away,
    // The server still carries out statements and commits.
    mayBeDone: true,
    begin: async ({ link }) => {
      link.delay(2_500);
      return link.mend;
    },
  },
  {
    title: 'answers are slow',
    reads: 'done',
    writes: 'done',
    ready: 200,
    begin: async ({ link }) => {
      link.delay(20);
      return link.mend;
    },
  },
  {
    title: 'all connections are cut at once',
    reads: 'done',
    writes: 'done',
    ready: 200,
    begin: async ({ link }) => {
      link.cut();
      return async () => undefined;
    },
  },
  {
    title: 'the server ends all connections',
    reads: 'done',
    writes: 'done',
    ready: 200,
    begin: async ({ terminate }) => {
      await terminate();
      return async () => undefined;
    },
  },
  ...['begin', 'insert', 'commit'].flatMap((statement) =>
    (['before', 'after'] as const).map((moment): PostgresFault => ({
      title: `the connection is cut ${moment} the server carries out a statement: ${statement}`,
      reads: 'done',
      // The writes share the transaction that is cut, or the one after it.
      writes: statement === 'commit' ? 'either' : 'done',
      mayBeDone: moment === 'after',
      begin: async ({ link }) => {
        const cut = link.cutAt(new RegExp(`^${statement}`), moment);
        return () => cut;
      },
    })),
  ),
  {
    title: 'the answer to a commit never comes',
    code: 'COMMIT_UNANSWERED',
    reads: 'done',
    writes: 'either',
    mayBeDone: true,
    begin: async ({ link }) => {
      link.swallow(/^commit$/);
      return link.mend;
    },
  },
];

/** Raises an error in every write of a resource, as the server does in this state. */
const raising =
  (body: string) =>
  async (bench: PostgresBench): Promise<() => Promise<unknown>> => {
    const database = await bench.connect();
    await database.run('create sequence tries');
    // The host's user needs the right to the sequence. A rollback does not undo the count.
    await database.run('grant usage on sequence tries to public');
    await database.run(
      `create function fail() returns trigger language plpgsql as $$ begin ${body} return coalesce(new, old); end $$`,
    );
    await database.run(
      'create trigger fails before insert or update or delete on resources for each row execute function fail()',
    );
    return async () => {
      await database.run('drop function fail cascade');
      await database.run('drop sequence tries');
      await database.close();
    };
  };

const raise = (code: string): string => `raise exception 'no' using errcode = '${code}';`;

/** Faults that the server reports. */
const serverFaults: readonly PostgresFault[] = [
  {
    title: 'the database is read-only',
    code: '25006',
    reads: 'done',
    writes: 'away',
    ready: 200,
    begin: async ({ server, name, terminate }) => {
      await server.run(`alter database ${name} set default_transaction_read_only = on`);
      await terminate();
      return () => server.run(`alter database ${name} reset default_transaction_read_only`);
    },
  },
  {
    title: 'the password was changed',
    code: '28P01',
    ...away,
    begin: async ({ server, user, terminate }) => {
      await server.run(`alter role ${user} password 'second'`);
      await terminate();
      return () => server.run(`alter role ${user} password 'first'`);
    },
  },
  {
    title: 'the user may not log in',
    code: '28000',
    ...away,
    begin: async ({ server, user, terminate }) => {
      await server.run(`alter role ${user} nologin`);
      await terminate();
      return () => server.run(`alter role ${user} login`);
    },
  },
  {
    title: 'the database does not exist',
    code: '3D000',
    ...away,
    begin: async ({ server, name, terminate }) => {
      await server.run(`alter database ${name} allow_connections false`);
      await terminate();
      await server.run(`alter database ${name} rename to ${name}_gone`);
      return async () => {
        await server.run(`alter database ${name}_gone rename to ${name}`);
        await server.run(`alter database ${name} allow_connections true`);
      };
    },
  },
  {
    title: 'the server has no connection left',
    code: '53300',
    ...away,
    begin: async ({ server, user, terminate }) => {
      await server.run(`alter role ${user} connection limit 0`);
      await terminate();
      return () => server.run(`alter role ${user} connection limit -1`);
    },
  },
  {
    title: 'the server has few connections left',
    reads: 'done',
    writes: 'either',
    begin: async ({ server, user, terminate }) => {
      await server.run(`alter role ${user} connection limit 3`);
      await terminate();
      return () => server.run(`alter role ${user} connection limit -1`);
    },
  },
  {
    title: 'the disk is full',
    code: '53100',
    reads: 'done',
    writes: 'away',
    ready: 200,
    begin: raising(raise('53100')),
  },
  {
    title: 'the server has no memory left',
    code: '53200',
    reads: 'done',
    writes: 'away',
    ready: 200,
    begin: raising(raise('53200')),
  },
  {
    title: 'three transactions fail to serialise',
    reads: 'done',
    writes: 'done',
    begin: raising(`if nextval('tries') <= 3 then ${raise('40001')} end if;`),
  },
  {
    title: 'all transactions fail to serialise',
    code: '40001',
    reads: 'done',
    writes: 'away',
    begin: raising(raise('40001')),
  },
  {
    title: 'the server ends the connection within the first transactions',
    reads: 'done',
    writes: 'done',
    begin: raising(`if nextval('tries') <= 2 then perform pg_terminate_backend(pg_backend_pid()); end if;`),
  },
  {
    title: 'statements take longer than the timeout',
    code: '57014',
    reads: 'done',
    writes: 'away',
    begin: raising('perform pg_sleep(20);'),
  },
  {
    title: 'another session locks all resources for longer than the timeout',
    code: '55P03',
    reads: 'done',
    writes: 'away',
    begin: async ({ connect }) => {
      const database = await connect();
      await database.run('begin');
      await database.run('lock table resources in share mode');
      return () => database.close();
    },
  },
  {
    title: 'another session locks all resources for a moment',
    reads: 'done',
    writes: 'done',
    begin: async ({ connect }) => {
      const database = await connect();
      await database.run('begin');
      await database.run('lock table resources in share mode');
      const released = setTimeout(100).then(() => database.close());
      return () => released;
    },
  },
];

describe('on PostgreSQL', () => {
  let bench: PostgresBench;
  beforeAll(async () => {
    bench = await openPostgresBench();
  });
  afterAll(() => bench.close());

  it.each([...connectionFaults, ...serverFaults])(
    'every operation gets a 503 or succeeds, and none is stored in part, while $title',
    (fault) => expectWithstood(bench, fault),
  );

  it.each(
    writing.flatMap((operation) =>
      (['before', 'after'] as const).map((moment) => ({ ...operation, operation, moment })),
    ),
  )('$name gets a 503 and is not carried out twice when the connection is cut $moment its commit', (row) =>
    expectWithstood(bench, {
      title: 'its commit is cut',
      code: 'COMMIT_UNKNOWN',
      reads: 'done',
      writes: 'away',
      mayBeDone: row.moment === 'after',
      operations: [row.operation],
      begin: async ({ link }) => {
        // Not another commit, such as that of the log of reads.
        const own = /\b(insert into|update|delete from) (resources|members)\b/;
        const cut = link.cutAt(/^commit$/, row.moment, own);
        return () => cut;
      },
    }),
  );
});
