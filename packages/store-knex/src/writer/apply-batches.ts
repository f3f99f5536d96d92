import type { ChangeResult, Outcome } from '@scimwright/store';
import type { Tx } from '../in-transaction.ts';
import { appendEvents, appendLog } from './append-records.ts';
import { changeMembers } from './change-members.ts';
import { changeEntries, reindexResources } from './index-entries.ts';
import { looksAtGroup, setMemberVersions } from './member-versions.ts';
import { planRounds } from './plan-rounds.ts';
import { readCurrent } from './read-current.ts';
import { removeResources } from './remove-resources.ts';
import {
  setResult,
  stepsOf,
  type Batch,
  type Refusal,
  type Results,
  type Step,
  type StepResult,
} from './step.ts';
import { createResources, updateResources } from './write-resources.ts';

/** The result of applying batches together: all are applied, or one is refused and none counts. */
export type Applied =
  | {
      readonly kind: 'applied';
      /** Waits for the commit. */
      readonly outcomes: () => Promise<readonly Outcome[]>;
    }
  | { readonly kind: 'refused'; readonly outcome: Outcome };

/** Applies batches together. A refusal is exact for a single batch only: of several, another may be to blame. */
export async function applyBatches(tx: Tx, batches: readonly Batch[]): Promise<Applied> {
  const results = new Map(
    batches.map((batch) => [batch, batch.changes.map((): StepResult | undefined => undefined)]),
  );
  const rounds = planRounds(batches);
  for (const steps of rounds) {
    const refusal = await applyRound(tx, steps, results, rounds.length === 1);
    if (refusal !== undefined) {
      return { kind: 'refused', outcome: { ...refusal.reason, change: refusal.step.at } };
    }
  }
  await appendEvents(tx, batches, results);
  await appendLog(tx, batches);
  return {
    kind: 'applied',
    outcomes: () =>
      Promise.all(
        batches.map(async (batch): Promise<Outcome> => ({
          kind: 'done',
          results: await Promise.all((results.get(batch) ?? []).map(stamped)),
        })),
      ),
  };
}

async function stamped(result: StepResult | undefined): Promise<ChangeResult | undefined> {
  if (result === undefined) return undefined;
  const { stamp, ...changed } = result;
  return { ...(await stamp), ...changed };
}

/**
 * Makes the steps of one round together, with one statement of each kind; see `planRounds`. Removals come last, so that the round
 * equals its steps one by one in some order.
 *
 * @param isOnly - whether there is no other round
 * @returns the first step that cannot be made; the caller rolls the round back then
 */
async function applyRound(
  tx: Tx,
  steps: readonly Step[],
  results: Results,
  isOnly: boolean,
): Promise<Refusal | undefined> {
  const creates = stepsOf(steps, 'create');
  const updates = stepsOf(steps, 'update');
  const memberSteps = stepsOf(steps, 'members');
  const removals = stepsOf(steps, 'remove');

  const current = await readCurrent(tx, memberSteps.filter(looksAtGroup));
  if (current.kind === 'refused') return current.refusal;
  await createResources(tx, creates);
  const updated = await updateResources(tx, updates);
  if (updated.kind === 'refused') return updated.refusal;
  const refusal =
    (await changeEntries(tx, stepsOf(steps, 'create', 'update'))) ??
    (await reindexResources(tx, stepsOf(steps, 'reindex'), results));
  if (refusal !== undefined) return refusal;

  const changedBy = await changeMembers(tx, stepsOf(steps, 'create', 'update', 'members'));
  for (const step of creates) {
    setResult(results, step, { stamp: { version: 1, modified: step.change.at }, ...changedBy(step) });
  }
  for (const step of updates) {
    const version = updated.versionOf(step);
    setResult(results, step, { stamp: { version, modified: step.change.at }, ...changedBy(step) });
  }
  return (
    (await setMemberVersions(tx, memberSteps, changedBy, results, isOnly && removals.length === 0)) ??
    (await removeResources(tx, removals))
  );
}
