import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { openPostgres } from './engines.ts';

describe('the PostgreSQL server of the tests', () => {
  it('does not order texts by code point, so that a column without a collation is noticed', async () => {
    const database = await openPostgres();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query(
      "select t from (values ('B'), ('a'), ('é'), ('z')) as v (t) order by t",
    );
    expect(rows.map(({ t }) => t)).toEqual(['a', 'B', 'é', 'z']);
    const ordered = await client.query(
      `select t from (values ('B'), ('a'), ('é'), ('z')) as v (t) order by t collate "C"`,
    );
    expect(ordered.rows.map(({ t }) => t)).toEqual(['B', 'a', 'z', 'é']);
    await client.end();
    await database.close();
  });
});
