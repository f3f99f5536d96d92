import { ScimError } from '@scimwright/core';
import { StoreUnavailable } from '@scimwright/store';
import { bulkSteps, type BulkStep } from './bulk-steps.ts';
import { fail, leave, logFault, serveOperation, type BulkRun } from './bulk-run.ts';
import { nameOf, type OperationOutcome } from './operation-outcome.ts';
import type { PlannedOperation, RunnableOperation } from './plan-bulk.ts';
import { runTogether } from './run-together.ts';

/** So many creations are under way at once, half of what the writer takes into one transaction. */
const MOST_BESIDE = 32;

/** What became of the operations, by their places. */
type Outcomes = ReadonlyMap<number, OperationOutcome>;

/**
 * Runs the operations of a bulk request step by step. What is not reached after so many errors has no outcome.
 *
 * @example
 * const outcomes = await runEach(planned, { request, deps }, 1);
 */
export async function runEach(
  planned: readonly PlannedOperation[],
  run: BulkRun,
  failOnErrors = Infinity,
): Promise<Outcomes> {
  const { deps, request } = run;
  const { clock, limits } = deps;
  const outcomes = new Map<number, OperationOutcome>();
  const end = clock().getTime() + limits.bulkTime;
  // How many errors there were is asked after each, and seats are counted one by one.
  const isSingle = failOnErrors !== Infinity || request.connector.refuse !== undefined;
  let errors = 0;
  let isAway = false;
  for (const step of bulkSteps(planned, isSingle ? 1 : MOST_BESIDE)) {
    if (errors >= failOnErrors) break;
    const why = isAway ? 'away' : clock().getTime() >= end ? 'late' : undefined;
    const made =
      why === undefined
        ? await runStep(step, outcomes, planned, run)
        : step.operations.map((operation) => [operation.at, leave(operation, why, run)] as const);
    for (const [at, outcome] of made) {
      outcomes.set(at, outcome);
      if (outcome.kind !== 'done') errors += 1;
      if (outcome.kind === 'failed' && outcome.error instanceof StoreUnavailable) isAway = true;
    }
  }
  return outcomes;
}

async function runStep(
  { kind, operations }: BulkStep,
  outcomes: Outcomes,
  planned: readonly PlannedOperation[],
  run: BulkRun,
): Promise<ReadonlyMap<number, OperationOutcome>> {
  const [runnable, refused] = [new Set<RunnableOperation>(), new Map<number, OperationOutcome>()];
  for (const operation of operations) {
    const reason = reasonNotTo(operation, outcomes, planned);
    if (operation.kind === 'runnable' && reason === undefined) runnable.add(operation);
    else refused.set(operation.at, fail(operation, reason, run));
  }
  if (kind === 'circle') {
    // Each refers to the others, so that what one of them cannot have is wanting to all.
    const culprit = operations.find(({ at }) => refused.has(at));
    if (culprit === undefined) return runTogether([...runnable], run, brokenCircle);
    return new Map([
      ...refused,
      ...[...runnable].map(
        (operation) => [operation.at, fail(operation, brokenCircle(culprit), run)] as const,
      ),
    ]);
  }
  const made = [...runnable].map(
    async (operation) => [operation.at, await runAlone(operation, run)] as const,
  );
  return new Map([...refused, ...(await Promise.all(made))]);
}

/** Runs one operation by itself, with a commit of its own. */
async function runAlone(operation: RunnableOperation, run: BulkRun): Promise<OperationOutcome> {
  const served = await serveOperation(operation, run);
  if (served.kind === 'answered') {
    const { status, headers } = served.reply;
    return { kind: 'done', status, version: headers?.['ETag'] };
  }
  logFault(served.error, run);
  return { kind: 'failed', error: served.error };
}

/** What an operation is refused for without having been run. */
function reasonNotTo(
  operation: PlannedOperation,
  outcomes: Outcomes,
  planned: readonly PlannedOperation[],
): ScimError | undefined {
  if (operation.kind === 'faulty') return operation.refusal;
  const missing = operation.needs.find((at) => (outcomes.get(at)?.kind ?? 'done') !== 'done');
  const culprit = missing === undefined ? undefined : planned[missing];
  if (culprit === undefined) return undefined;
  return new ScimError(
    'unresolved',
    `It refers to the resource of ${nameOf(culprit)}, which was not created. Correct that one, and send both again.`,
  );
}

function brokenCircle(culprit: PlannedOperation): ScimError {
  return new ScimError(
    'unresolved',
    `It and ${nameOf(culprit)} refer to each other in a circle, and that one failed. So neither is stored.`,
  );
}
