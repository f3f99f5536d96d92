import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleStatements } from './bundle-statements.ts';
import { keepPrepared, type Preparing } from './keep-prepared.ts';
import { Unexpected, type LastRead, type Place, type Sent } from './sent.ts';
import { openRawConnection } from './raw-connection.fixture.ts';

const BEGIN = 'begin immediate';

describe('statements that SQLite runs together', () => {
  let connection: Preparing;
  let trips: string[];
  let commits: number;
  let run: (sql: string) => Promise<readonly unknown[]>;
  let runTogether: (
    statements: readonly Sent[],
    place: Place,
    ...reads: readonly LastRead[]
  ) => Promise<readonly (readonly unknown[])[]>;

  beforeEach(async () => {
    connection = await openRawConnection();
    const statements = keepPrepared();
    statements.keep(connection);
    const bundle = bundleStatements<Preparing>(statements.run, BEGIN);
    run = (sql) => statements.run(connection, sql, []);
    trips = [];
    commits = 0;
    runTogether = (statements, place, ...reads) =>
      bundle(
        connection,
        { statements, place, reads },
        {
          report: (sql) => trips.push(sql),
          committing: () => {
            commits += 1;
          },
        },
      );
    await run('create table people (name text primary key, age integer)');
  });

  afterEach(
    () =>
      new Promise<void>((resolve) => {
        connection.close(() => resolve());
      }),
  );

  const add = (name: string, age: number): Sent => ({
    sql: 'insert into people select value ->> 0, value ->> 1 from json_each(?)',
    bindings: [JSON.stringify([[name, age]])],
  });
  const age = (name: string, to: number, changes: number): Sent => ({
    sql: 'update people set age = ? where name = ?',
    bindings: [to, name],
    changes,
  });
  const people = () => run('select name, age from people order by name');

  it('are one trip and one transaction', async () => {
    await runTogether([add('ada', 36), age('ada', 37, 1)], 'whole');
    expect(trips).toHaveLength(1);
    expect(commits).toBe(1);
    expect(await people()).toEqual([{ name: 'ada', age: 37 }]);
  });

  it.each<Place>(['whole', 'last', 'open'])(
    'leave nothing when one changes other rows than it should (%s)',
    async (place) => {
      for (const attempt of ['first', 'again']) {
        if (place !== 'whole') await run(BEGIN);
        await expect(
          runTogether([add(attempt, 1), age('nobody', 1, 1)], place),
          `${attempt} time`,
        ).rejects.toThrow(Unexpected);
        await run('rollback').catch(() => undefined);
      }
      expect(await people()).toEqual([]);
    },
  );

  it.each<Place>(['whole', 'last'])('are followed by reads of what they left (%s)', async (place) => {
    const byAge = {
      sql: 'select name, age from people where age > ? order by age',
      columns: ['name', 'age'],
    };
    for (const name of ['ada', 'bob']) {
      if (place !== 'whole') await run(BEGIN);
      const rows = await runTogether(
        [add(name, 36)],
        place,
        { ...byAge, bindings: [99] },
        { ...byAge, bindings: [1] },
      );
      expect(rows).toEqual([[], await people()]);
    }
    expect(await people()).toHaveLength(2);
  });

  it('leave nothing when one fails, and the error is the one of SQLite', async () => {
    await runTogether([add('ada', 36)], 'whole');
    await expect(runTogether([add('bob', 1), add('ada', 2)], 'whole')).rejects.toMatchObject({
      code: 'SQLITE_CONSTRAINT',
      message: 'SQLITE_CONSTRAINT: UNIQUE constraint failed: people.name',
    });
    expect(await people()).toEqual([{ name: 'ada', age: 36 }]);
  });

  it('at the end of a transaction are one trip once their shape is known, and the commit is another', async () => {
    for (const name of ['ada', 'bob']) {
      await run(BEGIN);
      trips = [];
      await runTogether([add(name, 1), age(name, 2, 1)], 'last');
    }
    expect(trips).toEqual([expect.stringMatching(/^insert .*;\nupdate /), 'commit']);
    expect(await people()).toHaveLength(2);
  });

  it('keep their shape after a transaction that was rolled back', async () => {
    await run(BEGIN);
    await runTogether([add('ada', 1)], 'last');
    await run(BEGIN);
    await runTogether([add('bob', 1)], 'open');
    await run('rollback');
    await run(BEGIN);
    await runTogether([add('eve', 1)], 'last');
    expect(await people()).toEqual([
      { name: 'ada', age: 1 },
      { name: 'eve', age: 1 },
    ]);
  });

  it('of more shapes than a connection keeps are still run', async () => {
    for (let shape = 0; shape < 110; shape += 1) {
      const { sql, bindings } = add(`p${shape}`, shape);
      await runTogether([{ sql: `${sql} where ${shape} = ${shape}`, bindings }], 'whole');
    }
    expect(await people()).toHaveLength(110);
    expect(await run(`select name from sqlite_temp_schema where type = 'view'`)).toHaveLength(100);
  });

  it('are run one after the other when they are too many', async () => {
    const many = Array.from({ length: 40 }, (_, at) => add(`p${at}`, at));
    await runTogether([...many, age('p3', 99, 1)], 'whole');
    expect(trips).toHaveLength(43);
    expect(await people()).toHaveLength(40);
  });
});
