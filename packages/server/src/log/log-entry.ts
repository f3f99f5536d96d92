import { hidePathOperands, isObject, shorten, type ScimError } from '@scimwright/core';
import { StoreUnavailable, type LogEntry } from '@scimwright/store';
import type { Trace } from '../reply.ts';
import type { ScimRequest } from '../scim-request.ts';
import { refusalOf } from '../steps/refusal-of.ts';

/** Longer details are not ours. */
const LONGEST_DETAIL = 1_000;

/** More paths than this are not worth a line in a log. */
const MOST_PATHS = 50;

/** A name longer than this is not one: the log has the beginning of it. */
export const LONGEST_SUBJECT = 256;

/**
 * The provisioning-log entry of a request and its answer. What the client wrote is in it only as far as every database
 * keeps it: an entry that could not be stored would take the entries beside it along.
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
  const resourceId = trace.resourceId ?? request.id;
  return {
    at: at.toISOString(),
    requestId: request.requestId,
    method: request.method,
    operation: request.operation,
    resourceType: trace.resourceType,
    resourceId: resourceId && shorten(resourceId),
    subject: trace.subject && shorten(trace.subject, LONGEST_SUBJECT),
    status: answer.status,
    scimType: refusal?.scimType,
    detail: refusal && shorten(refusal.message, LONGEST_DETAIL),
    changed: trace.changed ?? [],
    leftOut: (trace.leftOut ?? []).slice(0, MOST_PATHS),
    written: writtenIn(trace),
    ignored: [...request.reading.ignored].map(hidePathOperands),
    departures: [...request.reading.departures],
    filter: trace.filter,
  };
}

/** Most changes write just what they change, and then the list is not worth its place. */
function writtenIn({ changed = [], written = [] }: Trace): readonly string[] {
  const isSame =
    new Set([...changed, ...written]).size === changed.length && changed.length === written.length;
  return isSame ? [] : written.slice(0, MOST_PATHS);
}

/**
 * The provisioning-log entry of a request that was refused, or at which something failed.
 *
 * @example
 * failureEntry(request, new ScimError('notFound', 'There is no such user.'), new Date()).status; // 404
 */
export function failureEntry(request: ScimRequest, error: unknown, at: Date): LogEntry {
  const refusal = refusalOf(error);
  const trace = { subject: subjectIn(request.body) };
  if (refusal !== undefined) return logEntry(request, { status: refusal.status, trace, refusal }, at);
  return logEntry(request, { status: error instanceof StoreUnavailable ? 503 : 500, trace }, at);
}

/** Who a refused request was about, so that they are found in the log although they never arrived. */
function subjectIn(body: unknown): string | undefined {
  if (!isObject(body)) return undefined;
  const name = body['userName'] ?? body['displayName'];
  return typeof name === 'string' ? name : undefined;
}
