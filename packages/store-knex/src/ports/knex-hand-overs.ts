import type { HandOverStore, Redemption } from '@scimwright/store';
import type { Tx } from '../in-transaction.ts';
import type { Reader } from '../open-reader.ts';
import type { Writer } from '../writer/group-commit.ts';
import { issueToken } from './issue-token.ts';

/** Only administrators and their customers use links, so what objection brings is loaded then. */
const loadModel = async () => (await import('../models/hand-over-model.ts')).HandOverModel;

/** Hand-over links in the database. */
export function knexHandOvers({ read }: Reader, { transact }: Pick<Writer, 'transact'>): HandOverStore {
  return {
    create: async ({ withdrawn, ...handOver }) => {
      const HandOverModel = await loadModel();
      return transact(async ({ query }) => {
        await query(HandOverModel).insert({ ...handOver, redeemed: handOver.redeemed ?? withdrawn });
        return { keep: true, result: undefined };
      });
    },
    find: async (hash) => {
      const HandOverModel = await loadModel();
      return read(async ({ query }) => {
        const row = await query(HandOverModel).findOne({ hash }).withGraphJoined('owner');
        return row?.owner ? { handOver: row.toHandOver(), tenant: { ...row.owner } } : undefined;
      });
    },
    list: async (tenant) => {
      const HandOverModel = await loadModel();
      return read(async ({ query }) => {
        const rows = await query(HandOverModel)
          .where({ tenant_id: tenant })
          .orderBy([
            { column: 'created', order: 'desc' },
            { column: 'id', order: 'desc' },
          ]);
        return rows.map((row) => row.toHandOver());
      });
    },
    redeem: (id, token, limits) =>
      transact(async (tx) => {
        const { created: now, tenant } = token;
        const burned = await tx.run(
          `update hand_overs set redeemed = ?, token_id = ?
           where id = ? and tenant_id = ? and redeemed is null and expires > ? returning id`,
          [now, token.id, id, tenant, now],
        );
        if (burned.length === 0) return { keep: false, result: await whyNot(tx, id, tenant) };
        const issued = await issueToken(tx, token, limits);
        return { keep: issued, result: issued ? 'redeemed' : 'too-many-tokens' };
      }),
    withdraw: (tenant, id, at) =>
      transact(async ({ run }) => {
        const withdrawn = await run(
          `update hand_overs set redeemed = ?
           where id = ? and tenant_id = ? and redeemed is null and expires > ? returning id`,
          [at, id, tenant, at],
        );
        return { keep: true, result: withdrawn.length > 0 };
      }),
  };
}

async function whyNot({ query }: Tx, id: string, tenant: string): Promise<Redemption> {
  const row = await query(await loadModel()).findOne({ id, tenant_id: tenant });
  if (row === undefined) return 'absent';
  const { redeemed, withdrawn } = row.toHandOver();
  if (redeemed !== undefined) return 'redeemed-before';
  return withdrawn === undefined ? 'expired' : 'withdrawn';
}
