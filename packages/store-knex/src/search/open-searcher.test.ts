import type { TenantId } from '@scimwright/store';
import { engines, type TestDatabase } from '@scimwright/test-databases';
import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseDialect } from '../dialect/choose-dialect.ts';
import type { Dialect } from '../dialect/dialect.ts';
import { openKnex } from '../open-knex.ts';
import { openReader } from '../open-reader.ts';
import { defaultTimeouts } from '../timeouts.ts';
import { openSearcher, type Searcher } from './open-searcher.ts';

/** A statement that never ends by itself. */
const ENDLESS =
  'with recursive n (i) as (select 1 union all select -i from n) select count(*) as total from n';

const tenant = 't1' as TenantId;
const other = 't2' as TenantId;

describe.each(engines)('a search on $name', ({ open }) => {
  let database: TestDatabase;
  let dialect: Dialect;
  let pools: Knex[];
  beforeEach(async () => {
    database = await open();
    dialect = chooseDialect(database.url, defaultTimeouts);
    await dialect.prepare();
    pools = [];
  });
  afterEach(async () => {
    await Promise.all(pools.map((pool) => pool.destroy()));
    await database.close();
  });

  function searcherWithin(search: number): Searcher {
    const [searching, reading] = [openKnex(dialect.searcher, undefined), openKnex(dialect.reader, undefined)];
    pools.push(searching, reading);
    return openSearcher(searching, openReader(reading, dialect), { search, searchTurn: 60_000 });
  }
  const answer = (searcher: Searcher, of = tenant): Promise<unknown> =>
    searcher.for(of, undefined).run('select 42 as answer', []);

  it('is stopped if it takes too long, and the next is answered', async () => {
    const searcher = searcherWithin(50);
    for (let round = 0; round < 3; round += 1) {
      await expect(searcher.for(tenant, undefined).run(ENDLESS, [])).rejects.toMatchObject({
        name: 'SearchStopped',
        reason: 'too long',
      });
      expect(await answer(searcher)).toEqual([{ answer: 42 }]);
    }
  });

  it.each([
    ['while it runs', 30],
    ['before it begins', 0],
  ])('is stopped if its client disconnects %s, and the next is answered', async (_, after) => {
    const searcher = searcherWithin(60_000);
    const gone = new AbortController();
    const search = searcher.for(tenant, gone.signal).run(ENDLESS, []);
    setTimeout(() => gone.abort(), after);
    await expect(search).rejects.toMatchObject({ name: 'SearchStopped', reason: 'client gone' });
    expect(await answer(searcher)).toEqual([{ answer: 42 }]);
  });

  it('of one tenant does not delay another tenant, however many searches the first one sends', async () => {
    const searcher = searcherWithin(60_000);
    const gone = new AbortController();
    const endless = Array.from({ length: 10 }, () =>
      searcher
        .for(tenant, gone.signal)
        .run(ENDLESS, [])
        .catch((error: unknown) => error),
    );
    expect(await answer(searcher, other)).toEqual([{ answer: 42 }]);
    gone.abort();
    for (const stopped of await Promise.all(endless)) {
      expect(stopped).toMatchObject({ name: 'SearchStopped', reason: 'client gone' });
    }
    expect(await answer(searcher)).toEqual([{ answer: 42 }]);
  });

  it('rejects with the error of the database if it fails', async () => {
    await expect(
      searcherWithin(60_000).for(tenant, undefined).run('select nothing', []),
    ).rejects.not.toMatchObject({
      name: 'SearchStopped',
    });
  });
});
