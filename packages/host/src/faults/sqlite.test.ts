import { execFile } from 'node:child_process';
import { copyFile, rename, rm, stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openSession, openSqlite, type TestDatabase } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFaulty, shortTimeouts, type FaultyHost } from './faulty-host.fixture.ts';
import { writing } from './operations.fixture.ts';
import { expectWithstood, type Fault } from './expect-withstood.fixture.ts';

interface SqliteBench {
  readonly faulty: FaultyHost;
  readonly url: string;
  readonly path: string;
}

const run = promisify(execFile);

/** Limits the length of files that this process writes, like a full disk; `unlimited` ends it. */
const limitFiles = (bytes: number | 'unlimited') =>
  run('prlimit', [`--pid=${process.pid}`, `--fsize=${bytes}:unlimited`]);

const faults: readonly Fault<SqliteBench>[] = [
  {
    title: 'another process holds the write lock for longer than the timeout',
    code: 'SQLITE_BUSY',
    reads: 'done',
    writes: 'away',
    ready: 200,
    begin: async ({ url }) => {
      const session = await openSession(url);
      await session.run('begin immediate');
      return () => session.close();
    },
  },
  {
    title: 'another process holds the write lock for a moment',
    reads: 'done',
    writes: 'done',
    ready: 200,
    begin: async ({ url }) => {
      const session = await openSession(url);
      await session.run('begin immediate');
      const released = setTimeout(100).then(() => session.close());
      return () => released;
    },
  },
  {
    title: 'the file is moved away',
    code: 'FILE_GONE',
    reads: 'done',
    writes: 'away',
    ready: 503,
    begin: async ({ path }) => {
      await rename(path, `${path}.away`);
      return () => rename(`${path}.away`, path);
    },
  },
  {
    title: 'another file is in its place',
    code: 'FILE_REPLACED',
    reads: 'done',
    writes: 'away',
    ready: 503,
    begin: async ({ path }) => {
      await rename(path, `${path}.away`);
      await copyFile(`${path}.away`, path);
      return () => rename(`${path}.away`, path);
    },
  },
];

/** prlimit is a Linux tool. */
const linuxFaults: readonly Fault<SqliteBench>[] = [
  {
    title: 'the disk is full',
    code: 'SQLITE_',
    reads: 'done',
    writes: 'away',
    ready: 200,
    begin: async ({ path, url }) => {
      const session = await openSession(url);
      // Makes every further write need more space.
      await session.run('pragma wal_checkpoint(truncate)');
      await session.close();
      const { size } = await stat(`${path}-wal`);
      await limitFiles(Math.max(size, 4_096));
      return () => limitFiles('unlimited');
    },
  },
];

describe('on SQLite', () => {
  let database: TestDatabase;
  let bench: SqliteBench;
  beforeAll(async () => {
    database = await openSqlite();
    bench = {
      faulty: await openFaulty(database.url),
      url: database.url,
      path: database.url.replace(/^sqlite:/, ''),
    };
  });
  afterAll(async () => {
    await bench.faulty.close();
    await database.close();
  });

  it.each([...faults, ...(process.platform === 'linux' ? linuxFaults : [])])(
    'every operation gets a 503 or succeeds, and none is stored in part, while $title',
    (fault) => expectWithstood(bench, fault),
  );
});

it('a deleted database file is no longer written, and the host keeps running', async () => {
  const database = await openSqlite();
  const faulty = await openFaulty(database.url, shortTimeouts);
  const prepared = await Promise.all(writing.map((operation) => operation.prepare(faulty)));
  await rm(database.url.replace(/^sqlite:/, ''));
  const answers = await Promise.all(prepared.map(({ sent }) => faulty.send(sent)));
  expect(answers.map(({ status }) => status)).toEqual(writing.map(() => 503));
  expect([await faulty.status('/healthz'), await faulty.status('/readyz')]).toEqual([200, 503]);
  expect(faulty.lines.join('\n')).toContain('FILE_GONE');
  await faulty.close();
  await database.close();
});
