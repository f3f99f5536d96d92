import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TenantId } from '@scimwright/store';
import { expect, it } from 'vitest';
import { sqlite } from '../dialect/sqlite.ts';
import { openKnex } from '../open-knex.ts';
import { openStore } from '../open-store.ts';
import { migrationSource } from './migration-source.ts';

it('finds log entries by person that are older than the key for it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scimwright-migration-'));
  const path = join(folder, 'store.sqlite');
  const dialect = sqlite(path);
  await dialect.prepare();
  const before = openKnex(dialect.writer, undefined);
  const whole = migrationSource(dialect);
  const [initial] = await whole.getMigrations([]);
  await before.migrate.latest({
    migrationSource: { ...whole, getMigrations: async () => (initial === undefined ? [] : [initial]) },
  });
  await before('log').insert({
    tenant_id: 't1',
    at: '2026-01-31T12:00:00.000Z',
    request_id: 'r1',
    method: 'POST',
    operation: 'create',
    subject: 'ADA.Éluard@contoso.example',
    status: 201,
    changed: '[]',
    ignored: '[]',
    departures: '[]',
  });
  await before.destroy();

  const store = await openStore({ url: `sqlite:${path}` });
  const { entries } = await store.log.read('t1' as TenantId, {
    about: { subjects: ['ada.éluard@contoso.example'], resourceIds: [] },
    limit: 10,
  });
  expect(entries.map(({ requestId }) => requestId)).toEqual(['r1']);
  await store.close();
  await rm(folder, { recursive: true });
});
