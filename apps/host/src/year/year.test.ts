import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usualLife, type LifeRates } from '@scimwright/entra';
import { openHost, type Host } from '@scimwright/host';
import { readConfig } from '@scimwright/host/internal';
import { engines } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectors } from '../connectors.ts';
import { gapNames } from './oracle.fixture.ts';
import { liveThrough, type YearEnd } from './year.fixture.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** `npm run year` sets it: the whole matrix then, with both dialects on each engine. */
const people = Number(process.env['YEAR_PEOPLE'] ?? 100);
const isWhole = process.env['YEAR_PEOPLE'] !== undefined;

/** So much happens to a hundred people that each gap is there. */
const busy: LifeRates = {
  ...usualLife,
  leavers: 0.4,
  joiners: 0.5,
  assignments: 0.5,
  movers: 0.9,
  leaves: 0.2,
  roles: 0.5,
};

/** What a Restart makes good. */
const closed = { 'a manager who came later is left out': 0, 'a member who came later is left out': 0 };

describe.each(engines)('a year on $name', ({ name, open }) => {
  const dialects = isWhole
    ? (['default', 'aadOptscim062020'] as const)
    : ([name === 'SQLite' ? 'default' : 'aadOptscim062020'] as const);

  describe.each(dialects)('in the dialect %s', (dialect) => {
    let host: Host;
    const closing: (() => Promise<unknown>)[] = [];
    const ends: YearEnd[] = [];
    beforeAll(async () => {
      const database = await open();
      closing.push(() => database.close());
      const folder = await mkdtemp(join(tmpdir(), 'scimwright-year-'));
      closing.push(() => rm(folder, { recursive: true, force: true }));
      const config = readConfig({ PORT: '0', DATA_DIR: folder, DATABASE_URL: database.url }, folder);
      // A database that is named gets no demo, unless it is asked for.
      host = await openHost({
        connectors,
        config: { ...config, noDemo: undefined },
        logger: quiet,
        demo: 'empty',
      });
      closing.push(() => host.close());
    }, 60_000);
    afterAll(async () => {
      for (const close of closing.toReversed()) await close();
    });

    it.each(connectors.map((connector) => ({ id: connector.id, connector })))(
      'leaves $id as the history of the directory says, with the documented gaps',
      async ({ id, connector }) => {
        const tenant = host.tenants.find((each) => each.connector === id);
        const { tenantUrl = '', secretToken = '' } = tenant ?? {};
        const rates = isWhole ? usualLife : busy;
        const end = await liveThrough({
          connector,
          tenantUrl,
          secretToken,
          dialect,
          people,
          seed: 2,
          rates,
        });
        ends.push(end);
        if (isWhole)
          process.stdout.write(`${JSON.stringify({ engine: name, dialect, connector: id, ...end })}\n`);
        expect(end.differences).toEqual([]);
        expect(end.differencesAfterRestart).toEqual([]);
        expect(end.gapsAfterRestart).toMatchObject(closed);
      },
      isWhole ? 3_600_000 : 120_000,
    );

    it('has each gap somewhere, so that none is only claimed', () => {
      const missing = gapNames.filter((gap) => ends.every(({ gaps }) => gaps[gap] === 0));
      expect(missing).toEqual([]);
    });
  });
});
