import { record } from '../steps/record.ts';
import { noteFault, requestOfOperation, serveOperation, type BulkRun } from './bulk-run.ts';
import type { OperationOutcome } from './operation-outcome.ts';
import type { RunnableOperation } from './plan-bulk.ts';

/**
 * Runs one operation of a bulk request by itself, with a commit of its own.
 *
 * @example
 * const outcome = await runAlone(operation, { request, deps });
 */
export async function runAlone(operation: RunnableOperation, run: BulkRun): Promise<OperationOutcome> {
  const { deps } = run;
  const single = requestOfOperation(operation, run);
  try {
    const reply = await record(
      () => single,
      deps,
      () => deps.share.within(single, () => serveOperation(operation, single, deps)),
    );
    return { kind: 'done', status: reply.status, version: reply.headers?.['ETag'] };
  } catch (error) {
    noteFault(single, error, deps.logger);
    return { kind: 'failed', error };
  }
}
