import type { ChangeResult, Outcome } from '@scimwright/store';
import type { Tx } from '../in-transaction.ts';
import { appendEvents } from './append-events.ts';
import { appendLog } from './append-log.ts';
import { applyRound } from './apply-round.ts';
import { planRounds } from './plan-rounds.ts';
import type { Batch } from './step.ts';

/** What became of batches that were applied together: all were, or one was refused and none counts. */
export type Applied =
  | { readonly kind: 'applied'; readonly outcomes: readonly Outcome[] }
  | { readonly kind: 'refused'; readonly outcome: Outcome };

/**
 * Applies batches together. A refusal is exact when there is one batch only: of several, another may be to blame.
 *
 * @example
 * const applied = await applyBatches(tx, batches);
 */
export async function applyBatches(tx: Tx, batches: readonly Batch[]): Promise<Applied> {
  const results = new Map(
    batches.map((batch) => [batch, batch.changes.map((): ChangeResult | undefined => undefined)]),
  );
  for (const steps of planRounds(batches)) {
    const refusal = await applyRound(tx, steps, results);
    if (refusal !== undefined) {
      return { kind: 'refused', outcome: { ...refusal.reason, change: refusal.step.at } };
    }
  }
  await appendEvents(tx, batches, results);
  await appendLog(tx, batches);
  return {
    kind: 'applied',
    outcomes: batches.map((batch) => ({ kind: 'done', results: results.get(batch) ?? [] })),
  };
}
