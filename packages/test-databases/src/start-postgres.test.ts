import pg from 'pg';
import { expect, it } from 'vitest';
import { startPostgres } from './start-postgres.ts';

it('a stopped server starts again with its data', async () => {
  const server = await startPostgres();
  const ask = async (sql: string): Promise<readonly unknown[]> => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const { rows } = await client.query<{ readonly a: unknown }>(sql);
    await client.end();
    return rows.map(({ a }) => a);
  };
  await ask('create table t as select 1 as a');
  await server.halt();
  await expect(ask('select a from t')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await server.resume();
  expect(await ask('select a from t')).toEqual([1]);
  await server.stop();
});
