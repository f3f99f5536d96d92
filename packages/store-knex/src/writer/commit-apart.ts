import type { Transact, Tx, Worked } from '../in-transaction.ts';
import { commitBatches, type Settled } from './commit-batches.ts';
import type { Batch } from './step.ts';

/**
 * Commits batches each in a transaction of its own that waits for others a moment only, after one of them had to wait
 * for too long: whichever that is fails alone. Once the database turns out to be away, the rest is not tried.
 *
 * @example
 * const settled = await commitApart(transact, batches, isAway);
 */
export async function commitApart(
  transact: Transact,
  batches: readonly Batch[],
  isAway: (error: unknown) => boolean,
): Promise<readonly Settled[]> {
  const hurried: Transact = <Result>(work: (tx: Tx) => Promise<Worked<Result>>) =>
    transact(async (tx) => {
      await tx.hurry();
      return work(tx);
    });
  const settled: Settled[] = [];
  for (const batch of batches) {
    const before = settled.at(-1);
    if (before?.kind === 'failed' && isAway(before.error)) {
      settled.push(before);
      continue;
    }
    try {
      settled.push(...(await commitBatches(hurried, [batch], () => false)));
    } catch (error) {
      settled.push({ kind: 'failed', error });
    }
  }
  return settled;
}
