import { shorten } from '@scimwright/core';
import { errorResponse, type BulkResult, type ErrorResponse } from '@scimwright/core/messages';
import { locationOf } from '../resource/resource-text.ts';
import type { ScimRequest } from '../scim-request.ts';
import { faultResponse, refusalOf } from '../fault.ts';
import type { PlannedOperation } from './plan-bulk.ts';

/** The outcome of an operation of a bulk request. */
export type OperationOutcome =
  | { readonly kind: 'done'; readonly status: number; readonly version: string | undefined }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'not tried'; readonly why: keyof typeof NOT_TRIED };

/** An operation that was not tried is answered 503, so that the client sends it again. */
const NOT_TRIED = {
  away: 'Not tried, because the service lost its database during an earlier operation. Send this operation again.',
  late: 'Not tried, because the time for this bulk request was up. Send this operation again, with fewer others.',
} as const;

/**
 * The result of an operation for the response. It never contains the resource, as RFC 7644 §3.7.3 permits: a group may have
 * 100,000 members, and the response stays about as small as the request.
 */
export function resultOf(
  { sent, target }: PlannedOperation,
  outcome: OperationOutcome,
  request: Pick<ScimRequest, 'base' | 'requestId'>,
): BulkResult {
  const { method = '', bulkId } = sent;
  const isThere = target !== undefined && (method !== 'POST' || outcome.kind === 'done');
  const named = {
    ...(isThere && { location: locationOf(request.base, target.type, target.id) }),
    method: shorten(method),
    ...(bulkId !== undefined && { bulkId }),
  };
  if (outcome.kind === 'done') {
    const { status, version } = outcome;
    return { ...named, ...(version !== undefined && { version }), status: String(status) };
  }
  const response = responseTo(outcome, request);
  return { ...named, status: response.status, response };
}

function responseTo(
  outcome: Exclude<OperationOutcome, { kind: 'done' }>,
  { requestId }: Pick<ScimRequest, 'requestId'>,
): ErrorResponse {
  if (outcome.kind === 'failed') {
    return errorResponse(refusalOf(outcome.error) ?? faultResponse(outcome.error, requestId));
  }
  return errorResponse({ status: 503, scimType: undefined, message: NOT_TRIED[outcome.why] });
}

/** Names an operation in a message: `Operations[0] (DELETE /Users/2819)`. */
export function nameOf({ at, sent: { method = '', path = '' } }: PlannedOperation): string {
  return `Operations[${at}] (${shorten(`${method} ${path}`, 100)})`;
}
