import { setImmediate } from 'node:timers/promises';
import { StoreUnavailable, type Outcome } from '@scimwright/store';
import type { Tx, Worked } from '../in-transaction.ts';
import { commitApart } from './commit-apart.ts';
import { commitBatches, type Settled, type Transact } from './commit-batches.ts';
import type { Batch } from './step.ts';
import { openWriteQueue, type WaitingBatch, type WaitingWork } from './write-queue.ts';

/** The one that writes: everything that changes the database goes through it, one transaction at a time. */
export interface Writer {
  /** Commits a batch, together with those that arrive at the same time. */
  commit(batch: Batch): Promise<Outcome>;
  /** Runs work in a transaction of its own. */
  readonly transact: Transact;
  /** Refuses what comes from now on and resolves when what came before is done. */
  close(): Promise<void>;
}

/** What a failure says of what comes after it. */
export interface Judgement {
  /** Whether somebody else held what a batch needs, so that other batches may do better. */
  readonly isBlocked: (error: unknown) => boolean;
  /** Whether the database is away, so that whatever is next would only find out the same. */
  readonly isAway: (error: unknown) => boolean;
}

const noJudgement: Judgement = { isBlocked: () => false, isAway: () => false };

/**
 * Makes a writer that merges batches into transactions: while one is being committed the next ones gather, so that
 * one fsync serves all of them. Tenants take turns. Nobody is answered before the commit.
 *
 * @param isOwnFault see `commitBatches`
 * @param judgement what other failures mean for the rest; without it, they mean nothing for it
 *
 * @example
 * const writer = groupCommit((work) => inTransaction(database, dialect, work), isOwnFault);
 */
export function groupCommit(
  transact: Transact,
  isOwnFault: (error: unknown) => boolean,
  { isBlocked, isAway }: Judgement = noJudgement,
): Writer {
  const queue = openWriteQueue();
  let draining: Promise<void> | undefined;
  let closed = false;

  const drain = async (): Promise<void> => {
    // Requests that were read from their sockets in the same turn of the event loop come in together.
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
      const settled = await settle(group.map(({ batch }) => batch));
      for (const [at, waiting] of group.entries()) {
        const own = settled[at];
        if (own?.kind === 'answered') waiting.resolve(own.outcome);
        else refuse([waiting], own?.error);
      }
    } catch (error) {
      refuse(group, error);
    }
  };

  const settle = async (batches: readonly Batch[]): Promise<readonly Settled[]> => {
    try {
      return await commitBatches(transact, batches, isOwnFault);
    } catch (error) {
      if (batches.length === 1 || !isBlocked(error)) throw error;
      return commitApart(transact, batches, isAway);
    }
  };

  const refuse = (failed: readonly Pick<WaitingBatch, 'reject'>[], error: unknown): void => {
    // Those that wait would find the database away too, one group after another, while more come than go.
    const behind = isAway(error) ? queue.clear() : [];
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
    transact: <Result>(work: (tx: Tx) => Promise<Worked<Result>>) =>
      new Promise<Result>((resolve, reject) =>
        enqueue({ kind: 'work', run: () => transact(work).then(resolve), reject }),
      ),
    close: async () => {
      closed = true;
      await draining;
    },
  };
}
