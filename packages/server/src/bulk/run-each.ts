import { ScimError } from '@scimwright/core';
import { StoreUnavailable } from '@scimwright/store';
import { bulkSteps, type BulkStep } from './bulk-steps.ts';
import { fail, skip, logFault, serveOperation, type BulkRun } from './bulk-run.ts';
import { nameOf, type OperationOutcome } from './operation-outcome.ts';
import type { PlannedOperation, RunnableOperation } from './plan-bulk.ts';
import { runTogether } from './run-together.ts';

/** The most creations that run in parallel: half of what the writer takes into one transaction. */
const MAX_PARALLEL = 32;

/** The outcomes of operations, by their indexes. */
type Outcomes = ReadonlyMap<number, OperationOutcome>;

/** Runs the operations of a bulk request step by step. Operations after `failOnErrors` errors have no outcome. */
export async function runEach(
  planned: readonly PlannedOperation[],
  run: BulkRun,
  failOnErrors = Infinity,
): Promise<Outcomes> {
  const { deps, request } = run;
  const { clock, limits } = deps;
  const outcomes = new Map<number, OperationOutcome>();
  const end = clock().getTime() + limits.bulkTime;
  // With `failOnErrors`, and with a connector that counts seats, each operation depends on the one before.
  const isSingle = failOnErrors !== Infinity || request.connector.refuse !== undefined;
  let errors = 0;
  let isUnavailable = false;
  for (const step of bulkSteps(planned, isSingle ? 1 : MAX_PARALLEL)) {
    if (errors >= failOnErrors) break;
    const why = isUnavailable ? 'away' : clock().getTime() >= end ? 'late' : undefined;
    const made =
      why === undefined
        ? await runStep(step, outcomes, planned, run)
        : step.operations.map((operation) => [operation.at, skip(operation, why, run)] as const);
    for (const [at, outcome] of made) {
      outcomes.set(at, outcome);
      if (outcome.kind !== 'done') errors += 1;
      if (outcome.kind === 'failed' && outcome.error instanceof StoreUnavailable) isUnavailable = true;
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
  if (kind === 'cycle') {
    // Operations in a cycle depend on each other: if one cannot run, none can.
    const culprit = operations.find(({ at }) => refused.has(at));
    if (culprit === undefined) return runTogether([...runnable], run, brokenCycle);
    return new Map([
      ...refused,
      ...[...runnable].map(
        (operation) => [operation.at, fail(operation, brokenCycle(culprit), run)] as const,
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

/** Why an operation cannot run. */
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
    `This operation refers to the resource of ${nameOf(culprit)}, which was not created. Correct that operation, and send both again.`,
  );
}

function brokenCycle(culprit: PlannedOperation): ScimError {
  return new ScimError(
    'unresolved',
    `This operation and ${nameOf(culprit)} refer to each other, and that operation failed. Neither was stored.`,
  );
}
