import type { ScimError } from '@scimwright/core';
import type { LogEntry } from '@scimwright/store';
import type { Trace } from '../reply.ts';
import type { ScimRequest } from '../scim-request.ts';

/**
 * The provisioning-log entry of a request and its answer.
 *
 * @example
 * logEntry(request, { status: 204, trace: { changed: ['active'] } }, new Date());
 */
export function logEntry(
  request: ScimRequest,
  answer: { readonly status: number; readonly trace?: Trace | undefined; readonly refusal?: ScimError },
  at: Date,
): LogEntry {
  const { trace = {}, refusal } = answer;
  return {
    at: at.toISOString(),
    requestId: request.requestId,
    method: request.method,
    operation: request.operation,
    resourceType: trace.resourceType,
    resourceId: trace.resourceId ?? request.id,
    subject: trace.subject,
    status: answer.status,
    scimType: refusal?.scimType,
    detail: refusal?.message,
    changed: trace.changed ?? [],
    ignored: [...request.reading.ignored],
    departures: [...request.reading.departures],
    filter: trace.filter,
  };
}
