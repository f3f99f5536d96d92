import type { TenantId } from '@scimwright/store';
import { engines } from '@scimwright/test-databases';
import { describe, expect, it } from 'vitest';
import { chooseDialect } from '../dialect/choose-dialect.ts';
import { openKnex } from '../open-knex.ts';
import { openStore } from '../open-store.ts';
import { defaultTimeouts } from '../timeouts.ts';
import { migrationSource } from './migration-source.ts';

const ENTRY = {
  tenant_id: 't1',
  at: '2026-01-31T12:00:00.000Z',
  request_id: 'r1',
  method: 'POST',
  operation: 'create',
  status: 201,
  changed: '[]',
  ignored: '[]',
  departures: '[]',
};

describe.each(engines)('a log on $name that is older than the key of a subject', ({ open }) => {
  it('is found by person, and was given its keys in portions of the primary key', async () => {
    const database = await open();
    const dialect = chooseDialect(database.url, defaultTimeouts);
    await dialect.prepare();
    const before = openKnex(dialect.migrator, undefined);
    const whole = migrationSource(dialect);
    const [initial] = await whole.getMigrations([]);
    await before.migrate.latest({
      migrationSource: { ...whole, getMigrations: async () => (initial === undefined ? [] : [initial]) },
    });
    const entries = Array.from({ length: 1_200 }, (_, n) => ({
      ...ENTRY,
      request_id: `r${n}`,
      // Every third names nobody.
      subject: n % 3 === 0 ? null : `ADA.Éluard-${n}@contoso.example`,
    }));
    await before.batchInsert('log', entries, 100);
    await before.destroy();

    const statements: string[] = [];
    const store = await openStore({ ...database, onStatement: (sql) => statements.push(sql) });
    for (const n of [1, 500, 1_199]) {
      const { entries: found } = await store.log.read('t1' as TenantId, {
        about: { subjects: [`ada.éluard-${n}@contoso.example`], resourceIds: [] },
        limit: 10,
      });
      expect(found.map(({ requestId }) => requestId)).toEqual([`r${n}`]);
    }
    const portions = statements.filter((sql) => sql.startsWith('update log set subject_key'));
    expect(portions).toHaveLength(3);
    expect(
      statements.filter((sql) => /from ["`]log["`] where ["`]seq["`] > .* limit/.test(sql)),
    ).toHaveLength(3);
    await store.close();
    await database.close();
  });
});
