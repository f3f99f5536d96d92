import { openReading } from '@scimwright/core';
import { failureEntry, logEntry } from '../log/log-entry.ts';
import type { Reply } from '../reply.ts';
import type { RouteDeps } from '../route.ts';
import type { ScimRequest } from '../scim-request.ts';
import { authorize } from '../steps/authorize.ts';
import { describeFault } from '../steps/describe-fault.ts';
import { dispatch } from '../steps/dispatch.ts';
import { refusalOf } from '../steps/refusal-of.ts';
import type { OperationOutcome } from './operation-outcome.ts';
import type { PlannedOperation, RunnableOperation } from './plan-bulk.ts';

/** One bulk request under way. */
export interface BulkRun {
  readonly request: ScimRequest;
  readonly deps: RouteDeps;
}

/**
 * An operation as the single request that it stands for. It has the id of the bulk request, so that the log shows what
 * came together.
 *
 * @example
 * const single = requestOfOperation(operation, { request, deps });
 */
export function requestOfOperation(operation: PlannedOperation, { request }: BulkRun): ScimRequest {
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
  };
}

/**
 * Serves an operation as the single request would be: by the same row of the route table, authorised like it.
 *
 * @throws whatever the single request is refused with, or fails by
 *
 * @example
 * const reply = await serveOperation(operation, requestOfOperation(operation, run), deps);
 */
export function serveOperation(
  { target }: RunnableOperation,
  single: ScimRequest,
  deps: RouteDeps,
): Promise<Reply> {
  authorize(target.route, single);
  return dispatch(target.route, single, { ...deps, ids: () => target.id });
}

/**
 * Takes note of what became of an operation that nothing else took note of: an entry of its own in the provisioning log,
 * and its departures.
 *
 * @example
 * noteOutcome(requestOfOperation(operation, run), { kind: 'not tried', why: 'away' }, deps);
 */
export function noteOutcome(
  single: ScimRequest,
  outcome: OperationOutcome,
  { readLog, clock, metrics }: RouteDeps,
  reply?: Reply,
): void {
  const { tenant, connector, reading } = single;
  if (outcome.kind === 'failed') {
    readLog.add(tenant.id, failureEntry(single, outcome.error, clock()));
  } else if (outcome.kind === 'not tried') {
    readLog.add(tenant.id, logEntry(single, { status: 503 }, clock()));
  } else if (reply !== undefined && !reply.logged) {
    readLog.add(tenant.id, logEntry(single, reply, clock()));
  }
  for (const departure of reading.departures) metrics.departed(connector.id, departure);
}

/**
 * Writes the reason of a fault into the log of the process; a refusal is none.
 *
 * @example
 * noteFault(request, new Error('x'), logger);
 */
export function noteFault({ requestId }: ScimRequest, error: unknown, logger: RouteDeps['logger']): void {
  if (refusalOf(error) !== undefined) return;
  logger.error({ requestId, ...describeFault(error) }, 'an operation of a bulk request failed');
}
