import { foldCase } from '@scimwright/core';
import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/**
 * The indexes of the provisioning log, newest first: by tenant, by subject, by resource, and failures. The last three are partial, so
 * that the entries of most reads of Entra are in one of them only.
 */
export async function addLogLookups(trx: Knex, { orderedText }: Dialect): Promise<void> {
  await trx.schema
    .alterTable('log', (table) => {
      // Case-folded in JavaScript, as every key that ignores case.
      table.specificType('subject_key', orderedText).nullable();
      table.dropIndex(['tenant_id', 'seq'], 'log_by_tenant');
      table.index(['tenant_id', 'at', 'seq'], 'log_by_tenant_time');
    })
    .raw('create index log_by_subject on log (tenant_id, subject_key, at, seq) where subject_key is not null')
    .raw(
      'create index log_by_resource on log (tenant_id, resource_id, at, seq) where resource_id is not null',
    )
    .raw('create index log_failures on log (tenant_id, at, seq) where status >= 400');
  await fillSubjectKeys(trx);
}

/** How many entries are read and written at a time, so that a large log does not stand in memory. */
const PORTION = 500;

/** In order of the primary key, because no index leads to a subject. */
async function fillSubjectKeys(trx: Knex): Promise<void> {
  for (let after: number | string = 0; ;) {
    const entries: readonly { readonly seq: number | string; readonly subject: string | null }[] = await trx(
      'log',
    )
      .select('seq', 'subject')
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(PORTION);
    const named = entries.flatMap(({ seq, subject }) =>
      subject === null ? [] : [{ seq, key: foldCase(subject) }],
    );
    if (named.length > 0) {
      await trx.raw(
        `update log set subject_key = case seq ${named.map(() => 'when ? then ?').join(' ')} end
         where seq in (${named.map(() => '?').join(', ')})`,
        [...named.flatMap(({ seq, key }) => [seq, key]), ...named.map(({ seq }) => seq)],
      );
    }
    const last = entries.at(-1);
    if (last === undefined || entries.length < PORTION) return;
    after = last.seq;
  }
}
