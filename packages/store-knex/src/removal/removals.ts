import type { TenantId } from '@scimwright/store';
import type { Transact, Tx } from '../in-transaction.ts';
import type { Reader } from '../open-reader.ts';
import { sendEach, valueRows } from '../portions.ts';
import type { RunSql } from '../run-sql.ts';
import { deletePortion, type RowRange } from './delete-portion.ts';

/** How many rows are deleted in one transaction: a request waits no longer than that. */
export const PORTION = 1_000;

/** By then, requests in progress at the removal of their tenant have ended, and the rows that they wrote are deleted too. */
const LATECOMERS_MS = 3_600_000;

/** The id that stands for a whole tenant. No resource has it. */
const WHOLE_TENANT = '';

/** Every table with rows of a tenant besides its own row, with an index. Tokens and links go first. */
const TABLES: readonly Pick<RowRange, 'table' | 'by'>[] = [
  { table: 'tokens', by: ['created', 'id'] },
  { table: 'hand_overs', by: ['created', 'id'] },
  { table: 'events', by: ['seq'] },
  { table: 'index_entries', by: ['id', 'path', 'key'] },
  { table: 'members', by: ['group_id', 'member_id'] },
  { table: 'resources', by: ['id'] },
  { table: 'deleted_ids', by: ['id'] },
  { table: 'log', by: ['at', 'seq'] },
];

/**
 * Deletes the rows of a removed tenant: the first portion now, the rest when it is swept.
 *
 * @param at - when it was removed: UTC, ISO 8601 with milliseconds
 */
export async function removeRowsOf({ run }: Pick<Tx, 'run'>, tenant: TenantId, at: string): Promise<void> {
  const deleted = await deleteOfTenant(run, tenant);
  const until = new Date(Date.parse(at) + LATECOMERS_MS).toISOString();
  await run('insert into removals (tenant_id, id, due, until) values (?, ?, ?, ?) on conflict do nothing', [
    tenant,
    WHOLE_TENANT,
    deleted < PORTION ? until : '',
    until,
  ]);
}

/** Leaves the member rows of those removed groups to be swept that have more than a portion of them. */
export async function leaveLargeToSweep(
  tx: Pick<Tx, 'send' | 'dialect'>,
  groups: readonly (readonly [tenant: string, id: string])[],
): Promise<void> {
  await sendEach(
    tx,
    valueRows(tx, { tenant_id: 'text', id: 'text' }, groups),
    (values) => `insert into removals (tenant_id, id, due, until)
       select v.tenant_id, v.id, '', '' from (${values}) v
       where (select count(*) from (
         select 1 from members m where m.tenant_id = v.tenant_id and m.group_id = v.id limit ${PORTION + 1}
       ) counted) > ${PORTION} on conflict do nothing`,
  );
}

/**
 * Deletes the next portion of rows that removals left; see `Store.sweep`. It skips removals that another host is sweeping.
 */
export async function sweepRemovals(
  { run }: Pick<Reader, 'run'>,
  { transact }: { readonly transact: Transact },
  now: string,
): Promise<number | undefined> {
  // Reading first leaves the writer alone when there is nothing to do.
  const due = await run('select id from removals where due <= ? limit 1', [now]);
  if (due.length === 0) return undefined;
  return transact(async (tx) => ({ keep: true, result: await sweepOne(tx, now) }));
}

async function sweepOne({ run, dialect }: Tx, now: string): Promise<number | undefined> {
  const [removal] = await run<{ readonly tenant_id: TenantId; readonly id: string; readonly until: string }>(
    `select tenant_id, id, until from removals where due <= ? order by due, tenant_id, id limit 1${dialect.lock('take')}`,
    [now],
  );
  if (removal === undefined) return undefined;
  const { tenant_id: tenant, id, until } = removal;
  const deleted =
    id === WHOLE_TENANT
      ? await deleteOfTenant(run, tenant)
      : await deletePortion(
          run,
          { table: 'members', of: { tenant_id: tenant, group_id: id }, by: ['member_id'] },
          PORTION,
        );
  if (deleted === PORTION) return deleted;
  if (now < until) {
    await run('update removals set due = ? where tenant_id = ? and id = ?', [until, tenant, id]);
  } else {
    await run('delete from removals where tenant_id = ? and id = ?', [tenant, id]);
  }
  return deleted;
}

async function deleteOfTenant(run: RunSql, tenant: TenantId): Promise<number> {
  let deleted = 0;
  for (const { table, by } of TABLES) {
    if (deleted < PORTION) {
      deleted += await deletePortion(run, { table, of: { tenant_id: tenant }, by }, PORTION - deleted);
    }
  }
  return deleted;
}
