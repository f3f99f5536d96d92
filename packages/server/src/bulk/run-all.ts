import { ScimError } from '@scimwright/core';
import { bulkOrder } from '@scimwright/core/messages';
import { fail, type BulkRun } from './bulk-run.ts';
import { nameOf, type OperationOutcome } from './operation-outcome.ts';
import type { PlannedOperation, RunnableOperation } from './plan-bulk.ts';
import { runTogether } from './run-together.ts';

/** Runs all operations of a bulk request, or none. */
export async function runAll(
  planned: readonly PlannedOperation[],
  run: BulkRun,
): Promise<ReadonlyMap<number, OperationOutcome>> {
  const because = (culprit: PlannedOperation) =>
    new ScimError(
      'failedDependency',
      `${nameOf(culprit)} failed, and the request is all or nothing. Nothing was stored.`,
    );
  const faulty = planned.find((operation) => operation.kind === 'faulty');
  if (faulty !== undefined) {
    return new Map(
      planned.map((operation) => {
        const error = operation.kind === 'faulty' ? operation.refusal : because(faulty);
        return [operation.at, fail(operation, error, run)];
      }),
    );
  }
  const runnable = planned.filter((operation) => operation.kind === 'runnable');
  return runTogether(inOrder(runnable), run, because);
}

function inOrder(runnable: readonly RunnableOperation[]): readonly RunnableOperation[] {
  return bulkOrder(runnable.map(({ needs }) => needs)).flatMap((group) =>
    group.flatMap((at) => runnable[at] ?? []),
  );
}
