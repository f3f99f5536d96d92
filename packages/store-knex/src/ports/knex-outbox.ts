import type { Outbox } from '@scimwright/store';
import { claimEvents, nextDue } from '../outbox/claim-events.ts';
import { markSettled } from '../outbox/mark-settled.ts';
import type { Reader } from '../open-reader.ts';
import { deleteInPortions } from '../portions.ts';
import { PORTION } from '../removal/removals.ts';
import { tenantIsThere } from '../removal/is-there.ts';
import type { Writer } from '../writer/group-commit.ts';

/** Only administrators read events, so what objection brings is loaded then. */
const loadModel = async () => (await import('../models/event-model.ts')).EventModel;

/** A first try in progress is no failure yet. */
const FAILING = `settled is null and attempts > 0 and (attempts > 1 or owner is null)
  and ${tenantIsThere('events.tenant_id')}`;

/** Events in the database; a commit stores them. */
export function knexOutbox({ run, read }: Reader, { transact }: Pick<Writer, 'transact'>): Outbox {
  const deletePortion = (before: string): Promise<number> =>
    transact(async (tx) => {
      const old = `select seq from events where settled is not null and settled < ? order by settled limit ${PORTION}`;
      const deleted = await tx.run(
        `delete from events where seq ${tx.dialect.inSubquery(old)} returning seq`,
        [before],
      );
      return { keep: true, result: deleted.length };
    });
  return {
    read: async ({ tenant, after, limit }) => {
      const EventModel = await loadModel();
      return read(async ({ query }) => {
        const all = query(EventModel)
          .select(EventModel.columns)
          .where('seq', '>', after)
          .orderBy('seq')
          .limit(limit);
        void all.whereRaw(tenantIsThere('events.tenant_id'));
        const rows = await (tenant === undefined ? all : all.where({ tenant_id: tenant }));
        return rows.map((row) => ({ ...row }));
      });
    },
    claim: async (query) => {
      // Reading first leaves the writer alone when there is nothing to do.
      const next = await nextDue(run);
      if (next === undefined || next > query.now) return { events: [], next };
      return transact(async (tx) => ({ keep: true, result: await claimEvents(tx, query) }));
    },
    acknowledge: async ({ owner, now, outcomes }) => {
      if (outcomes.length === 0) return;
      await transact(async (tx) => {
        const delivered = outcomes.flatMap(({ kind, seq }) => (kind === 'delivered' ? [seq] : []));
        await markSettled(tx, { seqs: delivered, owner, now });
        for (const outcome of outcomes) {
          if (outcome.kind !== 'retry') continue;
          await tx.run(
            `update events set due = ?, owner = null, error = coalesce(?, error)
             where seq = ? and owner = ? and settled is null`,
            [outcome.at, outcome.error ?? null, outcome.seq, owner],
          );
        }
        return { keep: true, result: undefined };
      });
    },
    skip: (tenant, seq, now) =>
      transact(async (tx) => {
        const result = await markSettled(tx, { seqs: [seq], tenant, now });
        return { keep: result > 0, result: result > 0 };
      }),
    backlog: async (tenant) => {
      const [of, bindings] = tenant === undefined ? ['', []] : ['and tenant_id = ?', [tenant]];
      // By resource, in the order of the index of pending events: other indexes hold settled events too.
      const [counted] = await run<{
        readonly pending: number | string | null;
        readonly first: number | string | null;
      }>(
        `select sum(pending) as pending, min(first) as first from (
           select count(*) as pending, min(seq) as first from events
           where settled is null ${of} and ${tenantIsThere('events.tenant_id')} group by tenant_id, resource_id
         ) as resources`,
        bindings,
      );
      const [failing] = await run<{ readonly total: number | string }>(
        `select count(*) as total from events where ${FAILING} ${of}`,
        bindings,
      );
      const [oldest] = await run<{ readonly at: string }>('select at from events where seq = ?', [
        counted?.first ?? 0,
      ]);
      return {
        pending: Number(counted?.pending ?? 0),
        oldest: oldest?.at,
        failing: Number(failing?.total ?? 0),
      };
    },
    failing: async ({ tenant, limit }) => {
      const EventModel = await loadModel();
      return read(async ({ query }) => {
        const all = query(EventModel)
          .select([...EventModel.columns, 'attempts', 'due', 'error'])
          .whereRaw(FAILING)
          .orderBy(['tenant_id', 'seq'])
          .limit(limit);
        const rows = await (tenant === undefined ? all : all.where({ tenant_id: tenant }));
        return rows.map((row) => ({ ...row }));
      });
    },
    prune: (before) => deleteInPortions(PORTION, () => deletePortion(before)),
  };
}
