import type { Tx } from '../in-transaction.ts';
import { changeEntries } from './change-entries.ts';
import { changeMembers } from './change-members.ts';
import { createResources } from './create-resources.ts';
import { noteMembers } from './note-members.ts';
import { readBases } from './read-bases.ts';
import { removeResources } from './remove-resources.ts';
import { note, stepsOf, type Refusal, type Results, type Step } from './step.ts';
import { updateResources } from './update-resources.ts';

/**
 * Makes the steps of one round together, with one statement of each kind. The steps do not get in each other's way,
 * see `planRounds`; removals come last, so that a round is worth the same as its steps one by one in some order.
 *
 * @returns the first step found that cannot be made; the caller takes the round back then
 *
 * @example
 * const refusal = await applyRound(tx, steps, results);
 */
export async function applyRound(
  tx: Tx,
  steps: readonly Step[],
  results: Results,
): Promise<Refusal | undefined> {
  const creates = stepsOf(steps, 'create');
  const updates = stepsOf(steps, 'update');
  const memberSteps = stepsOf(steps, 'members');

  const bases = await readBases(tx, memberSteps);
  if (bases.kind === 'refused') return bases.refusal;
  await createResources(tx, creates);
  const updated = await updateResources(tx, updates);
  if (updated.kind === 'refused') return updated.refusal;
  const duplicate = await changeEntries(tx, stepsOf(steps, 'create', 'update'));
  if (duplicate !== undefined) return duplicate;

  const changedBy = await changeMembers(tx, stepsOf(steps, 'create', 'update', 'members'));
  for (const step of creates) {
    note(results, step, { version: 1, modified: step.change.at, ...changedBy(step) });
  }
  for (const step of updates) {
    const version = updated.versionOf(step);
    note(results, step, { version, modified: step.change.at, ...changedBy(step) });
  }
  await noteMembers(tx, memberSteps, bases.baseOf, changedBy, results);

  return removeResources(tx, stepsOf(steps, 'remove'), results);
}
