import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openKnex } from '../open-knex.ts';
import { sqlite } from './sqlite.ts';

describe('sqlite', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scimwright-sqlite-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const answers = async (
    database: ReturnType<typeof openKnex>,
    pragmas: readonly string[],
    connection: unknown,
  ) => {
    const rows = await Promise.all(
      pragmas.map((pragma) => database.raw<object[]>(`pragma ${pragma}`).connection(connection)),
    );
    return rows.map(([row]) => Object.values(row ?? {})[0] as unknown);
  };

  it('creates the directory and files that only their owner can read', async () => {
    const path = join(folder, 'new', 'deep', 'store.sqlite');
    const dialect = sqlite(path);
    await dialect.prepare();
    const writer = openKnex(dialect.writer, undefined);
    await writer.raw('create table t (a)');
    const modes = await Promise.all(
      ['', '-wal', '-shm'].map(async (suffix) => (await stat(`${path}${suffix}`)).mode & 0o777),
    );
    await writer.destroy();
    expect(modes).toEqual([0o600, 0o600, 0o600]);
  });

  it('writes durably through one connection, also after that is replaced', async () => {
    const dialect = sqlite(join(folder, 'store.sqlite'));
    await dialect.prepare();
    const writer = openKnex(dialect.writer, undefined);
    for (let time = 0; time < 2; time += 1) {
      const connection: unknown = await writer.client.acquireConnection();
      // 2 means FULL.
      expect(await answers(writer, ['journal_mode', 'synchronous', 'busy_timeout'], connection)).toEqual([
        'wal',
        2,
        2_000,
      ]);
      expect(writer.client.pool.max).toBe(1);
      await writer.client.releaseConnection(connection);
      await writer.destroy();
      writer.initialize();
    }
    await writer.destroy();
  });

  it('reads through four connections that refuse to write', async () => {
    const dialect = sqlite(join(folder, 'store.sqlite'));
    await dialect.prepare();
    const writer = openKnex(dialect.writer, undefined);
    await writer.raw('create table t (a)');
    const reader = openKnex(dialect.reader, undefined);
    const connections: unknown[] = await Promise.all(
      [1, 2, 3, 4].map(() => reader.client.acquireConnection()),
    );
    for (const connection of connections) {
      expect(await answers(reader, ['query_only', 'journal_mode'], connection)).toEqual([1, 'wal']);
      const writing = reader.raw('insert into t values (1)').connection(connection);
      await expect(writing).rejects.toMatchObject({ code: 'SQLITE_READONLY' });
      await reader.client.releaseConnection(connection);
    }
    expect(reader.client.pool.max).toBe(4);
    await reader.destroy();
    await writer.destroy();
  });

  it('does not create a missing file again, whatever its name', async () => {
    const path = join(folder, 'a store? 100% #1.sqlite');
    const dialect = sqlite(path);
    await dialect.prepare();
    const databases = [openKnex(dialect.writer, undefined), openKnex(dialect.reader, undefined)];
    for (const database of databases) await database.raw('select 1');
    await rm(path);
    for (const database of databases) {
      await database.destroy();
      database.initialize();
      await expect(database.raw('select 1')).rejects.toMatchObject({ code: 'SQLITE_CANTOPEN' });
      await database.destroy();
    }
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  // Only Linux lists the locks of files.
  it.runIf(process.platform === 'linux')(
    'keeps its locks when the same process prepares the file again',
    async () => {
      const path = join(folder, 'store.sqlite');
      const dialect = sqlite(path);
      await dialect.prepare();
      const writer = openKnex(dialect.writer, undefined);
      await writer.raw('create table t (a)');
      const { ino } = await stat(path);
      const locks = async (): Promise<number> =>
        (await readFile('/proc/locks', 'utf8')).split('\n').filter((line) => line.includes(`:${ino} `))
          .length;
      expect(await locks()).toBe(1);
      await sqlite(path).prepare();
      expect(await locks()).toBe(1);
      await writer.destroy();
    },
  );
});
