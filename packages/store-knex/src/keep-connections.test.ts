import { engines, type TestDatabase } from '@scimwright/test-databases';
import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseDialect } from './dialect/choose-dialect.ts';
import { openKnex } from './open-knex.ts';

describe.each(engines)('a pool of connections on $name', ({ open }) => {
  let database: TestDatabase;
  let pool: Knex;
  beforeEach(async () => {
    database = await open();
    const dialect = chooseDialect(database.url);
    await dialect.prepare();
    pool = openKnex(dialect.reader, undefined);
  });
  afterEach(() => database.close());

  const take = (): Promise<object> => pool.client.acquireConnection();
  const giveBack = (connection: object): Promise<void> => pool.client.releaseConnection(connection);

  it('gives out again the connection that came back', async () => {
    const first = await take();
    await giveBack(first);
    const second = await take();
    expect(second).toBe(first);
    await giveBack(second);
    await pool.destroy();
  });

  it('gives a connection that comes back to the one who waits for it', async () => {
    const all = [];
    for (let at = 0; at < (pool.client.pool.max as number); at += 1) all.push(await take());
    const waiting = take();
    const [first, ...others] = all;
    if (first === undefined) throw new Error('The pool has no connection.');
    await giveBack(first);
    expect(await waiting).toBe(first);
    for (const connection of [first, ...others]) await giveBack(connection);
    await pool.destroy();
  });

  it('closes when a connection comes back only afterwards', async () => {
    const connection = await take();
    const closed = pool.destroy();
    await giveBack(connection);
    await closed;
    await expect(take()).rejects.toThrow('Unable to acquire a connection');
  });
});
