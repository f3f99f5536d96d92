import { setImmediate } from 'node:timers/promises';
import { StoreUnavailable, type Outcome } from '@scimwright/store';
import type { Mode, Transact, Tx, Worked } from '../in-transaction.ts';
import { commitBatches, type FailureChecks } from './commit-batches.ts';
import type { Batch } from './step.ts';
import { openWriteQueue, type WaitingBatch, type WaitingWork } from './write-queue.ts';

/** Makes all changes of the database, one transaction at a time. */
export interface Writer {
  /** Commits a batch, together with batches that arrive at the same time. */
  commit(batch: Batch): Promise<Outcome>;
  /** Runs work in its own transaction. */
  readonly transact: Transact;
  /** Refuses new work and resolves when the earlier work is done. */
  close(): Promise<void>;
}

/**
 * Makes a writer that merges batches into transactions: while one transaction commits, the next batches gather, so that one fsync
 * serves all of them. Tenants take turns. Every answer comes after the commit.
 */
export function groupCommit(transact: Transact, checks: FailureChecks): Writer {
  const queue = openWriteQueue();
  let draining: Promise<void> | undefined;
  let closed = false;

  const drain = async (): Promise<void> => {
    // Requests read in the same turn of the event loop share a transaction.
    await setImmediate();
    for (let next = queue.next(); next !== undefined; next = queue.next()) {
      if (next.kind === 'batches') {
        await commit(next.batches);
      } else {
        const { work } = next;
        await work.run().catch((error: unknown) => refuse([work], error));
      }
    }
    draining = undefined;
  };

  const commit = async (group: readonly WaitingBatch[]): Promise<void> => {
    try {
      const answers = await commitBatches(
        transact,
        group.map(({ batch }) => batch),
        checks,
      );
      for (const [at, waiting] of group.entries()) {
        const own = answers[at];
        if (own?.kind === 'answered') waiting.resolve(own.outcome);
        else refuse([waiting], own?.error);
      }
    } catch (error) {
      refuse(group, error);
    }
  };

  const refuse = (failed: readonly Pick<WaitingBatch, 'reject'>[], error: unknown): void => {
    // Each waiting group would find the database away too, while more arrive than leave.
    const behind = checks.isAway(error) ? queue.clear() : [];
    for (const { reject } of failed) reject(error);
    for (const { reject } of behind) reject(new StoreUnavailable('NOT_TRIED'));
  };

  const enqueue = (item: WaitingBatch | WaitingWork): void => {
    if (closed) throw new StoreUnavailable('CLOSED');
    queue.add(item);
    draining ??= drain();
  };

  return {
    commit: (batch) => new Promise((resolve, reject) => enqueue({ kind: 'batch', batch, resolve, reject })),
    transact: <Result>(work: (tx: Tx) => Promise<Worked<Result>>, mode?: Mode) =>
      new Promise<Result>((resolve, reject) =>
        enqueue({ kind: 'work', run: () => transact(work, mode).then(resolve), reject }),
      ),
    close: async () => {
      closed = true;
      await draining;
    },
  };
}
