import type { ProvisioningLog } from '@scimwright/store';
import { readLog } from '../read-log.ts';
import { readUnresolved } from '../read-unresolved.ts';
import type { Reader } from '../open-reader.ts';
import { deleteInPortions } from '../portions.ts';
import { PORTION } from '../removal/removals.ts';
import type { Writer } from '../writer/group-commit.ts';

/**
 * The provisioning log in the database. Entries are appended as a batch, so that they share a commit with other waiting batches.
 */
export function knexLog(
  reader: Reader,
  { commit, transact }: Pick<Writer, 'commit' | 'transact'>,
): ProvisioningLog {
  const deletePortion = (before: string): Promise<number> =>
    transact(async ({ run, dialect }) => {
      const old = `select seq from log where at < ? order by at limit ${PORTION}`;
      const deleted = await run(`delete from log where seq ${dialect.inSubquery(old)} returning seq`, [
        before,
      ]);
      return { keep: true, result: deleted.length };
    });
  return {
    append: async (tenant, entries) => {
      if (entries.length === 0) return;
      await commit({ tenant, changes: entries.map((entry) => ({ kind: 'log', entry })) });
    },
    read: (tenant, query) => readLog(reader, tenant, query),
    countByStatus: async (tenant, { since, max }) => {
      const rows = await reader.run<{ readonly status: number; readonly entries: number | string }>(
        `select status, count(*) as entries from (
           select status from log where tenant_id = ? and at >= ? order by at desc, seq desc limit ?
         ) newest group by status`,
        [tenant, since, max],
      );
      return new Map(rows.map(({ status, entries }) => [status, Number(entries)]));
    },
    unresolved: (tenant, { max }) => readUnresolved(reader, tenant, max),
    prune: (before) => deleteInPortions(PORTION, () => deletePortion(before)),
  };
}
