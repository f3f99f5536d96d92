import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPostgres, type TestDatabase } from './engines.ts';
import { openFaultyLink, type FaultyLink } from './faulty-link.ts';

describe('a link that fails on request', () => {
  let database: TestDatabase;
  let link: FaultyLink;
  beforeEach(async () => {
    database = await openPostgres();
    link = await openFaultyLink(database.url);
    await over(database.url, 'create table t (a integer)');
  });
  afterEach(async () => {
    await link.close();
    await database.close();
  });

  const connect = async (url: string): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url, query_timeout: 500 });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const over = async (url: string, ...statements: readonly (string | pg.QueryConfig)[]) => {
    const client = await connect(url);
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const stored = async (): Promise<number> => {
    const client = await connect(database.url);
    const { rows } = await client.query<{ readonly total: number }>('select count(*)::int as total from t');
    await client.end();
    return rows[0]?.total ?? 0;
  };
  const inserting = ['begin', 'insert into t values (1)', 'commit'] as const;

  it('forwards everything while there is no fault', async () => {
    const client = await connect(link.url);
    const long = 'x'.repeat(1_000_000);
    const { rows } = await client.query<{ readonly a: string }>('select $1::text as a', [long]);
    expect(rows[0]?.a === long).toBe(true);
    expect(link.connections).toBe(1);
    await client.end();
  });

  it('refuses connections until it is mended', async () => {
    await link.refuse();
    await expect(over(link.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await link.mend();
    await over(link.url, 'select 1');
  });

  it('cuts all current connections', async () => {
    const client = await connect(link.url);
    link.cut();
    await expect(client.query('select 1')).rejects.toMatchObject({ code: 'ECONNRESET' });
    await over(link.url, 'select 1');
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('cuts a connection %s a statement is executed', async (moment, kept) => {
    const cut = link.cutAt(/^commit$/, moment);
    await expect(over(link.url, ...inserting)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await cut;
    expect(await stored()).toBe(kept);
    // Only the first connection was cut.
    await over(link.url, ...inserting);
    expect(await stored()).toBe(kept + 1);
  });

  it('recognises a prepared statement by its name', async () => {
    const named = { name: 's1', text: 'insert into t values ($1)', values: [1] };
    const client = await connect(link.url);
    await client.query(named);
    const cut = link.cutAt(/^insert into t/, 'before');
    await expect(client.query(named)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await cut;
    expect(await stored()).toBe(1);
  });

  it('swallows all messages, and keeps that connection dead', async () => {
    const client = await connect(link.url);
    link.swallow();
    await expect(client.query('select 1')).rejects.toThrow('Query read timeout');
    await link.mend();
    await over(link.url, 'select 1');
    expect(link.connections).toBe(1);
    await client.end();
  });

  it('swallows the answer to a statement', async () => {
    link.swallow(/^commit$/);
    await expect(over(link.url, ...inserting)).rejects.toThrow('Query read timeout');
    expect(await stored()).toBe(1);
    await over(link.url, ...inserting);
  });

  it('delays answers', async () => {
    const client = await connect(link.url);
    link.delay(200);
    const late = client.query('select 1').then(() => 'late');
    expect(await Promise.race([late, setTimeout(50, 'waited')])).toBe('waited');
    expect(await late).toBe('late');
    await client.end();
  });
});
