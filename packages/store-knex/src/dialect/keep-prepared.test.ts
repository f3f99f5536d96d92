import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepPrepared, type Preparing } from './keep-prepared.ts';
import { UNPREPARED } from './name-statements.ts';
import { openRawConnection } from './raw-connection.fixture.ts';

describe('the prepared statements of a connection', () => {
  let connection: Preparing;
  /** The statements that the driver prepared. */
  let prepared: string[];

  beforeEach(async () => {
    prepared = [];
    connection = await openRawConnection();
    const prepare = connection.prepare.bind(connection);
    Object.assign(connection, {
      prepare: (sql: string, done: (error: Error | null) => void) => {
        prepared.push(sql);
        return prepare(sql, done);
      },
    });
  });

  const close = () =>
    new Promise<Error | null>((resolve) => {
      connection.close(resolve);
    });
  afterEach(close);

  const opened = (max: number) => {
    const statements = keepPrepared(max);
    statements.keep(connection);
    return (sql: string, ...bindings: readonly unknown[]) => statements.run(connection, sql, bindings);
  };

  it('a statement is prepared once, and runs with other values', async () => {
    const run = opened(2);
    expect(await run('select ? as answer', 1)).toEqual([{ answer: 1 }]);
    expect(await run('select ? as answer', 'two')).toEqual([{ answer: 'two' }]);
    expect(prepared).toEqual(['select ? as answer']);
  });

  it('beyond the limit, the statement that was not used for the longest time is prepared again', async () => {
    const run = opened(2);
    for (const number of [1, 2, 1, 3, 1, 2]) await run(`select ${number}`);
    expect(prepared).toEqual(['select 1', 'select 2', 'select 3', 'select 2']);
  });

  it('a statement with a made-up filter is not kept', async () => {
    const run = opened(2);
    await run(`${UNPREPARED}select 1`);
    await run(`${UNPREPARED}select 1`);
    expect(prepared).toHaveLength(2);
  });

  it('a statement runs again after it failed', async () => {
    const run = opened(2);
    await run('create table one (id integer primary key)');
    await run('insert into one values (?)', 1);
    await expect(run('insert into one values (?)', 1)).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT' });
    await run('insert into one values (?)', 2);
    expect(await run('select id from one')).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('a statement that cannot be prepared is an error, and is not kept', async () => {
    const run = opened(2);
    await expect(run('select nonsense')).rejects.toMatchObject({ code: 'SQLITE_ERROR' });
    await run('create table one (id)');
    expect(await run('select id from one')).toEqual([]);
  });

  it('the connection closes although it keeps statements', async () => {
    await opened(2)('select 1');
    expect(await close()).toBeNull();
  });
});
