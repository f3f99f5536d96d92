import { errorResponse, shorten, type BulkResult, type ErrorResponse } from '@scimwright/core';
import { locationOf } from '../resource/represent.ts';
import type { ScimRequest } from '../scim-request.ts';
import { refusalOf } from '../steps/refusal-of.ts';
import { showFault } from '../steps/show-fault.ts';
import type { PlannedOperation } from './plan-bulk.ts';

/** What became of an operation of a bulk request. */
export type OperationOutcome =
  | { readonly kind: 'done'; readonly status: number; readonly version: string | undefined }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'not tried'; readonly why: keyof typeof NOT_TRIED };

/** What is not tried is a 503, so that a client sends it again. */
const NOT_TRIED = {
  away: 'The service lost its database at an operation before this one, which was not tried: send it again.',
  late: 'The time for one bulk request was up before this operation, which was not tried: send it again, with fewer beside it.',
} as const;

/**
 * The result of an operation, as the answer has it. Of what was carried out it shows no resource, which RFC 7644 §3.7.3
 * leaves open: a group may have 100,000 members, and the answer stays about as small as the request.
 *
 * @example
 * const { status } = resultOf(operation, { kind: 'done', status: 204, version: undefined }, request);
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
    return errorResponse(refusalOf(outcome.error) ?? showFault(outcome.error, requestId));
  }
  return errorResponse({ status: 503, scimType: undefined, message: NOT_TRIED[outcome.why] });
}

/**
 * An operation as the result of another one names it: by its place, and by what it asks for.
 *
 * @example
 * const culprit = nameOf(operation); // such as Operations[0] (DELETE /Users/2819)
 */
export function nameOf({ at, sent: { method = '', path = '' } }: PlannedOperation): string {
  return `Operations[${at}] (${shorten(`${method} ${path}`, 100)})`;
}
