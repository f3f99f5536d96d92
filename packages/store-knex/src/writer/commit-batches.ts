import type { Outcome } from '@scimwright/store';
import type { Transact, Tx, Worked } from '../in-transaction.ts';
import { Unexpected } from '../dialect/sent.ts';
import { applyBatches, type Applied } from './apply-batches.ts';
import { lockResources } from './lock-resources.ts';
import type { Batch } from './step.ts';

/** The answer to one batch. */
export type Answer =
  | { readonly kind: 'answered'; readonly outcome: Outcome }
  | { readonly kind: 'failed'; readonly error: unknown };

/** What an error says about the other batches. */
export interface FailureChecks {
  /** It is about a statement and its values, so that other batches may succeed. */
  readonly isOwnFault: (error: unknown) => boolean;
  /** Another host held a lock for too long, so that other batches may succeed. */
  readonly isBlocked: (error: unknown) => boolean;
  /** The database is away, so that every other batch would fail too. */
  readonly isAway: (error: unknown) => boolean;
}

/**
 * Commits batches. All share one transaction first. When one of them is refused or at fault, each is applied again behind a
 * savepoint, so that it fails alone and exactly. When one of them waits for a lock for too long, each gets its own transaction.
 * The answers come after the commit.
 *
 * @throws what kept the database from committing; nothing is stored then
 */
export async function commitBatches(
  transact: Transact,
  batches: readonly Batch[],
  checks: FailureChecks,
): Promise<readonly Answer[]> {
  try {
    return await commitTogether(transact, batches, checks.isOwnFault);
  } catch (error) {
    if (batches.length === 1 || !checks.isBlocked(error)) throw error;
    return commitApart(transact, batches, checks.isAway);
  }
}

async function commitTogether(
  transact: Transact,
  batches: readonly Batch[],
  isOwnFault: FailureChecks['isOwnFault'],
): Promise<readonly Answer[]> {
  try {
    const applied = await applyTogether(transact, batches);
    if (applied.kind === 'applied') return (await applied.outcomes()).map(answered);
    if (batches.length === 1) return [answered(applied.outcome)];
  } catch (error) {
    if (batches.length === 1 || !isOwnFault(error)) throw error;
  }
  return transact(async (tx) => {
    // The rows of all batches first: each would otherwise lock after another has changed something.
    await lockResources(tx, batches);
    const result: Answer[] = [];
    for (const batch of batches) result.push(await applyAlone(tx, batch, isOwnFault));
    return { keep: true, result };
  });
}

/** Applies batches in an optimistic transaction, and in a careful one if that was wrong. */
async function applyTogether(transact: Transact, batches: readonly Batch[]): Promise<Applied> {
  const work = async (tx: Tx): Promise<Worked<Applied>> => {
    await lockResources(tx, batches);
    const applied = await applyBatches(tx, batches);
    return { keep: applied.kind === 'applied', result: applied };
  };
  try {
    return await transact(work, 'optimistic');
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error;
    return transact(work);
  }
}

async function applyAlone(tx: Tx, batch: Batch, isOwnFault: FailureChecks['isOwnFault']): Promise<Answer> {
  await tx.run('savepoint batch', []);
  const answer = await applyBatches(tx, [batch]).then(
    async (applied): Promise<Answer> =>
      answered(applied.kind === 'refused' ? applied.outcome : (await applied.outcomes())[0]),
    (error: unknown): Answer => {
      if (!isOwnFault(error)) throw error;
      return { kind: 'failed', error };
    },
  );
  const keep = answer.kind === 'answered' && answer.outcome.kind === 'done';
  if (!keep) await tx.run('rollback to savepoint batch', []);
  await tx.run('release savepoint batch', []);
  return answer;
}

/** Each batch in its own transaction with a short lock timeout, so that only the blocked one fails; none after the database is away. */
async function commitApart(
  transact: Transact,
  batches: readonly Batch[],
  isAway: FailureChecks['isAway'],
): Promise<readonly Answer[]> {
  const transactShortly: Transact = <Result>(work: (tx: Tx) => Promise<Worked<Result>>) =>
    transact(async (tx) => {
      const { shortLockTimeout } = tx.dialect;
      if (shortLockTimeout !== undefined) await tx.run(shortLockTimeout, []);
      return work(tx);
    });
  const answers: Answer[] = [];
  for (const batch of batches) {
    const before = answers.at(-1);
    if (before?.kind === 'failed' && isAway(before.error)) {
      answers.push(before);
      continue;
    }
    try {
      answers.push(...(await commitTogether(transactShortly, [batch], () => false)));
    } catch (error) {
      answers.push({ kind: 'failed', error });
    }
  }
  return answers;
}

function answered(outcome: Outcome | undefined): Answer {
  if (outcome === undefined) throw new TypeError('A batch was applied without an outcome.');
  return { kind: 'answered', outcome };
}
