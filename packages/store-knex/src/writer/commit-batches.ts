import type { Outcome } from '@scimwright/store';
import type { Transact, Tx } from '../in-transaction.ts';
import { applyBatches } from './apply-batches.ts';
import { lockResources } from './lock-resources.ts';
import type { Batch } from './step.ts';

/** What one batch is answered with. */
export type Settled =
  | { readonly kind: 'answered'; readonly outcome: Outcome }
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * Commits batches in one transaction. All together first; when one of them is refused, or is at fault by itself, each
 * again on its own, so that it fails alone and exactly. The answers are there after the commit.
 *
 * @param isOwnFault whether an error is about a statement and its values, so that other batches may do better
 * @throws what kept the database from committing; nothing is stored then
 *
 * @example
 * const [settled] = await commitBatches(transact, [batch], isOwnFault);
 */
export async function commitBatches(
  transact: Transact,
  batches: readonly Batch[],
  isOwnFault: (error: unknown) => boolean,
): Promise<readonly Settled[]> {
  try {
    const together = await transact(async (tx) => {
      await lockResources(tx, batches);
      const applied = await applyBatches(tx, batches);
      return { keep: applied.kind === 'applied', result: applied };
    });
    if (together.kind === 'applied') return together.outcomes.map(answered);
    if (batches.length === 1) return [answered(together.outcome)];
  } catch (error) {
    if (batches.length === 1 || !isOwnFault(error)) throw error;
  }
  return transact(async (tx) => {
    // Those of all, or each would lock after what another changed already.
    await lockResources(tx, batches);
    const result: Settled[] = [];
    for (const batch of batches) result.push(await applyAlone(tx, batch, isOwnFault));
    return { keep: true, result };
  });
}

async function applyAlone(tx: Tx, batch: Batch, isOwnFault: (error: unknown) => boolean): Promise<Settled> {
  await tx.run('savepoint batch', []);
  const settled = await applyBatches(tx, [batch]).then(
    (applied): Settled => answered(applied.kind === 'refused' ? applied.outcome : applied.outcomes[0]),
    (error: unknown): Settled => {
      if (!isOwnFault(error)) throw error;
      return { kind: 'failed', error };
    },
  );
  const keep = settled.kind === 'answered' && settled.outcome.kind === 'done';
  if (!keep) await tx.run('rollback to savepoint batch', []);
  await tx.run('release savepoint batch', []);
  return settled;
}

function answered(outcome: Outcome | undefined): Settled {
  if (outcome === undefined) throw new TypeError('A batch was applied without an outcome.');
  return { kind: 'answered', outcome };
}
