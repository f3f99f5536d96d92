import { openPostgres, openSession } from '@scimwright/test-databases';
import { expect, it } from 'vitest';
import { openStore } from '../open-store.ts';

/** The keys and indexes that do not begin with the tenant. docs/several-machines.md says why. */
const OTHERS: Readonly<Record<string, string>> = {
  // Of the whole database.
  secrets_pkey: 'name',
  derivations_pkey: 'connector, type',
  marks_pkey: 'name',
  clock_marks_pkey: 'id',
  probes_pkey: 'id',
  audit_pkey: 'seq',
  audit_by_tenant: 'connector, tenant, seq',
  // A request is told apart by its URL or token before its tenant is known.
  tenants_pkey: 'id',
  tenants_by_name: 'connector, name',
  tokens_pkey: 'id',
  tokens_by_hash: 'hash',
  hand_overs_pkey: 'id',
  hand_overs_by_hash: 'hash',
  // Numbered over all tenants.
  events_pkey: 'seq',
  log_pkey: 'seq',
  // What a host does for all tenants: deliver, prune, sweep.
  events_due: 'due, seq',
  events_settled: 'settled',
  log_by_time: 'at',
  removals_due: 'due, tenant_id, id',
};

it('the tenant leads every key and index, but for those that this list names', async () => {
  const database = await openPostgres();
  await (await openStore(database)).close();
  const session = await openSession(database.url);
  const found = await session.run(
    `select i.relname as name, string_agg(a.attname, ', ' order by a.attnum) as columns
     from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
     join pg_namespace n on n.oid = t.relnamespace join pg_attribute a on a.attrelid = i.oid
     where n.nspname = 'public' and t.relname not like 'knex%' group by i.relname`,
  );
  await session.close();
  await database.close();
  const columns = new Map(found.map((row) => [String(row['name']), String(row['columns'])]));
  const others = [...columns].filter(([, names]) => !names.startsWith('tenant_id, '));
  expect(columns.size).toBeGreaterThan(others.length);
  expect(Object.fromEntries(others)).toEqual(OTHERS);
});
