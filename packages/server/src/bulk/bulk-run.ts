import { openParseContext } from '@scimwright/core';
import type { Served } from '../reply.ts';
import type { RouteDeps } from '../route.ts';
import type { ScimRequest } from '../scim-request.ts';
import { serve } from '../serve.ts';
import { describeFault, refusalOf } from '../fault.ts';
import type { OperationOutcome } from './operation-outcome.ts';
import type { PlannedOperation, RunnableOperation } from './plan-bulk.ts';

/** A running bulk request. */
export interface BulkRun {
  readonly request: ScimRequest;
  readonly deps: RouteDeps;
}

/** Serves an operation like its single request, with the same steps and the same route. */
export function serveOperation(operation: RunnableOperation, run: BulkRun): Promise<Served> {
  const { target } = operation;
  const deps: RouteDeps = { ...run.deps, ids: () => target.id };
  return serve({ request: requestOfOperation(operation, run) }, target.route, deps);
}

/** Records an operation as failed, without serving it. */
export function fail(operation: PlannedOperation, error: unknown, run: BulkRun): OperationOutcome {
  run.deps.record({ kind: 'failed', request: requestOfOperation(operation, run), error });
  return { kind: 'failed', error };
}

/** Records an operation as not tried: a 503, in the log as in the result. */
export function skip(
  operation: PlannedOperation,
  why: Extract<OperationOutcome, { kind: 'not tried' }>['why'],
  run: BulkRun,
): OperationOutcome {
  const request = requestOfOperation(operation, run);
  run.deps.record({ kind: 'answered', request, reply: { status: 503 } });
  return { kind: 'not tried', why };
}

/** Writes a fault to the process log; a refusal is not a fault. */
export function logFault(error: unknown, { request, deps }: BulkRun): void {
  if (refusalOf(error) !== undefined) return;
  deps.logger.error(
    { requestId: request.requestId, ...describeFault(error) },
    'an operation of a bulk request failed',
  );
}

/** An operation as a single request, with the request id of the bulk request, so that the log shows that they belong together. */
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
    parseContext: openParseContext({ off: connector.departuresOff, unmapped: connector.unmapped }),
    releasePlace: () => undefined,
  };
}
