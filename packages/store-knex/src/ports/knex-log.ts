import type { ProvisioningLog } from '@scimwright/store';
import type { Knex } from 'knex';
import { LogModel } from '../models/log-model.ts';
import type { Writer } from '../writer/group-commit.ts';

/** How many entries are deleted in one transaction: a request waits for no more than that. */
const PORTION = 2_000;

/**
 * The provisioning log in the database. Entries go in as a batch, so that they share a commit with whatever is waiting.
 *
 * @example
 * await knexLog(reader, writer).read(tenant, { before: undefined, limit: 50 });
 */
export function knexLog(
  reader: Knex,
  { commit, transact }: Pick<Writer, 'commit' | 'transact'>,
): ProvisioningLog {
  const deletePortion = (before: string): Promise<number> =>
    transact(async ({ run }) => {
      const deleted = await run(
        `delete from log where seq in (select seq from log where at < ? order by at limit ${PORTION}) returning seq`,
        [before],
      );
      return { keep: true, result: deleted.length };
    });
  return {
    append: async (tenant, entries) => {
      if (entries.length === 0) return;
      await commit({ tenant, changes: entries.map((entry) => ({ kind: 'log', entry })) });
    },
    read: async (tenant, { before, limit }) => {
      const query = LogModel.query(reader).where({ tenant_id: tenant }).orderBy('seq', 'desc').limit(limit);
      const rows = await (before === undefined ? query : query.where('seq', '<', before));
      return rows.map((row) => row.toEntry());
    },
    prune: async (before) => {
      let pruned = 0;
      for (;;) {
        const deleted = await deletePortion(before);
        pruned += deleted;
        if (deleted < PORTION) return pruned;
      }
    },
  };
}
