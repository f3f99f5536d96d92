import { openReading } from '@scimwright/core';
import type { Served } from '../reply.ts';
import type { RouteDeps } from '../route.ts';
import type { ScimRequest } from '../scim-request.ts';
import { serve } from '../serve.ts';
import { describeFault } from '../steps/describe-fault.ts';
import { refusalOf } from '../steps/refusal-of.ts';
import type { OperationOutcome } from './operation-outcome.ts';
import type { PlannedOperation, RunnableOperation } from './plan-bulk.ts';

/** One bulk request under way. */
export interface BulkRun {
  readonly request: ScimRequest;
  readonly deps: RouteDeps;
}

/**
 * Serves an operation as the single request would be, by the same steps and the same row of the route table.
 *
 * @example
 * const served = await serveOperation(operation, { request, deps });
 */
export function serveOperation(operation: RunnableOperation, run: BulkRun): Promise<Served> {
  const { target } = operation;
  const deps: RouteDeps = { ...run.deps, ids: () => target.id };
  return serve({ request: requestOfOperation(operation, run) }, target.route, deps);
}

/**
 * The outcome of an operation that is not served, or not stored: it is refused, and the log says so.
 *
 * @example
 * const outcome = fail(operation, new Error('x'), { request, deps });
 */
export function fail(operation: PlannedOperation, error: unknown, run: BulkRun): OperationOutcome {
  run.deps.record({ kind: 'failed', request: requestOfOperation(operation, run), error });
  return { kind: 'failed', error };
}

/**
 * The outcome of an operation that was not reached. The log has it as the 503 that its result is.
 *
 * @example
 * const outcome = leave(operation, 'away', { request, deps });
 */
export function leave(
  operation: PlannedOperation,
  why: Extract<OperationOutcome, { kind: 'not tried' }>['why'],
  run: BulkRun,
): OperationOutcome {
  const request = requestOfOperation(operation, run);
  run.deps.record({ kind: 'answered', request, reply: { status: 503 } });
  return { kind: 'not tried', why };
}

/**
 * Writes the reason of a fault into the log of the process; a refusal is none.
 *
 * @example
 * logFault(new Error('x'), { request, deps });
 */
export function logFault(error: unknown, { request, deps }: BulkRun): void {
  if (refusalOf(error) !== undefined) return;
  deps.logger.error(
    { requestId: request.requestId, ...describeFault(error) },
    'an operation of a bulk request failed',
  );
}

/** An operation as a single request. It has the id of the bulk request, so that the log shows what came together. */
function requestOfOperation(operation: PlannedOperation, { request }: BulkRun): ScimRequest {
  const { sent, target } = operation;
  const { connector } = request;
  return {
    ...request,
    method: sent.method ?? '',
    operation: target?.route.operation ?? request.operation,
    id: sent.method === 'POST' ? undefined : target?.id,
    query: {},
    ifMatch: sent.version,
    ifNoneMatch: undefined,
    body: operation.kind === 'runnable' ? operation.body : sent.data,
    reading: openReading({ off: connector.departuresOff, outside: connector.outside }),
    giveBack: () => undefined,
  };
}
