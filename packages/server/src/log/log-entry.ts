import { isObject, shorten, type ScimError } from '@scimwright/core';
import { hidePathOperands } from '@scimwright/core/filter';
import { StoreUnavailable, type LogEntry } from '@scimwright/store';
import type { Trace } from '../reply.ts';
import type { ScimRequest } from '../scim-request.ts';
import { refusalOf } from '../fault.ts';

/** The details of our own refusals are shorter. */
const MAX_DETAIL_LENGTH = 1_000;

const MAX_PATHS = 50;

/** The log stores only the beginning of a longer name. */
export const MAX_SUBJECT_LENGTH = 256;

/**
 * The entry of the provisioning log for a request and its answer. It contains only text that every database can store: an
 * entry that could not be stored would lose the other entries of its batch.
 */
export function logEntry(
  request: ScimRequest,
  answer: { readonly status: number; readonly trace?: Trace | undefined; readonly refusal?: ScimError },
  at: Date,
): LogEntry {
  const { trace = {}, refusal } = answer;
  const resourceId = trace.resourceId ?? request.id;
  return {
    at: at.toISOString(),
    requestId: request.requestId,
    method: request.method,
    operation: request.operation,
    resourceType: trace.resourceType,
    resourceId: resourceId && shorten(resourceId),
    subject: trace.subject && shorten(trace.subject, MAX_SUBJECT_LENGTH),
    status: answer.status,
    scimType: refusal?.scimType,
    detail: refusal && shorten(refusal.message, MAX_DETAIL_LENGTH),
    changed: trace.changed ?? [],
    leftOut: (trace.leftOut ?? []).slice(0, MAX_PATHS),
    written: writtenIn(trace),
    ignored: [...request.parseContext.ignored].map(hidePathOperands),
    departures: [...request.parseContext.departures],
    filter: trace.filter,
  };
}

/** Empty when the request wrote exactly the paths that it changed, as most do. */
function writtenIn({ changed = [], written = [] }: Trace): readonly string[] {
  const isSame =
    new Set([...changed, ...written]).size === changed.length && changed.length === written.length;
  return isSame ? [] : written.slice(0, MAX_PATHS);
}

/** The entry of the provisioning log for a request that was refused or failed. */
export function failureEntry(request: ScimRequest, error: unknown, at: Date): LogEntry {
  const refusal = refusalOf(error);
  const trace = { subject: subjectIn(request.body) };
  if (refusal !== undefined) return logEntry(request, { status: refusal.status, trace, refusal }, at);
  return logEntry(request, { status: error instanceof StoreUnavailable ? 503 : 500, trace }, at);
}

/** The name in the body of a refused request, so that you can find a person in the log who never arrived. */
function subjectIn(body: unknown): string | undefined {
  if (!isObject(body)) return undefined;
  const name = body['userName'] ?? body['displayName'];
  return typeof name === 'string' ? name : undefined;
}
