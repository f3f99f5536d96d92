import { setImmediate } from 'node:timers/promises';
import { StoreUnavailable, type Outcome } from '@scimwright/store';
import type { Tx, Worked } from '../in-transaction.ts';
import { commitBatches, type Transact } from './commit-batches.ts';
import type { Batch } from './step.ts';

/** The one that writes: everything that changes the database goes through it, one transaction at a time. */
export interface Writer {
  /** Commits a batch, together with those that arrive at the same time. */
  commit(batch: Batch): Promise<Outcome>;
  /** Runs work in a transaction of its own. */
  readonly transact: Transact;
  /** Refuses what comes from now on and resolves when what came before is done. */
  close(): Promise<void>;
}

/** The most batches, and about the most rows, that share a transaction; what comes later waits for the next. */
const MOST_BATCHES = 64;
const MOST_ROWS = 500;

interface Waiting {
  readonly batch: Batch;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes a writer that merges batches into transactions: while one is being committed the next ones gather, so that
 * one fsync serves all of them. Nobody is answered before the commit.
 *
 * @param isOwnFault see `commitBatches`
 *
 * @example
 * const writer = groupCommit((work) => inTransaction(database, dialect, work), isOwnFault);
 */
export function groupCommit(transact: Transact, isOwnFault: (error: unknown) => boolean): Writer {
  const queue: (Waiting | (() => Promise<void>))[] = [];
  let draining: Promise<void> | undefined;
  let closed = false;

  const drain = async (): Promise<void> => {
    // Requests that were read from their sockets in the same turn of the event loop come in together.
    await setImmediate();
    for (let [next] = queue; next !== undefined; [next] = queue) {
      if (typeof next === 'function') {
        queue.shift();
        await next();
      } else {
        await commit(takeTogether(queue));
      }
    }
    draining = undefined;
  };

  const commit = async (group: readonly Waiting[]): Promise<void> => {
    try {
      const settled = await commitBatches(
        transact,
        group.map(({ batch }) => batch),
        isOwnFault,
      );
      for (const [at, { resolve, reject }] of group.entries()) {
        const own = settled[at];
        if (own?.kind === 'answered') resolve(own.outcome);
        else reject(own?.error);
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  };

  const enqueue = (item: (typeof queue)[number]): void => {
    if (closed) throw new StoreUnavailable('CLOSED');
    queue.push(item);
    draining ??= drain();
  };

  return {
    commit: (batch) => new Promise((resolve, reject) => enqueue({ batch, resolve, reject })),
    transact: <Result>(work: (tx: Tx) => Promise<Worked<Result>>) =>
      new Promise<Result>((resolve, reject) => enqueue(() => transact(work).then(resolve, reject))),
    close: async () => {
      closed = true;
      await draining;
    },
  };
}

/** Takes the batches at the head of the queue that fit into one transaction: one at least. */
function takeTogether(queue: (Waiting | (() => Promise<void>))[]): readonly Waiting[] {
  const group: Waiting[] = [];
  let rows = 0;
  for (const next of queue) {
    if (typeof next === 'function' || group.length === MOST_BATCHES) break;
    rows += rowsOf(next.batch);
    if (group.length > 0 && rows > MOST_ROWS) break;
    group.push(next);
  }
  queue.splice(0, group.length);
  return group;
}

function rowsOf({ changes }: Batch): number {
  return changes.reduce((sum, change) => {
    switch (change.kind) {
      case 'create':
        return sum + 1 + change.entries.length + change.members.length;
      case 'update':
        return sum + 1 + change.entries.add.length + change.entries.drop.length + sizeOf(change.members);
      case 'members':
        return sum + 1 + sizeOf(change.members);
      case 'remove':
      case 'event':
      case 'log':
        return sum + 1;
      default:
        return change satisfies never;
    }
  }, 0);
}

function sizeOf({
  add,
  remove,
}: {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}): number {
  return add.length + remove.length;
}
