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
  const subjects: readonly { readonly subject: string }[] = await trx('log')
    .distinct('subject')
    .whereNotNull('subject');
  for (const { subject } of subjects) {
    await trx('log')
      .where({ subject })
      .update({ subject_key: foldCase(subject) });
  }
}
