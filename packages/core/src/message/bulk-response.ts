import type { ErrorResponse } from './error-response.ts';
import { BULK_RESPONSE } from './urn.ts';

/** The result of one operation of a bulk request (RFC 7644 §3.7.3). */
export interface BulkResult {
  readonly location?: string;
  readonly method: string;
  readonly bulkId?: string;
  readonly version?: string;
  readonly status: string;
  /** Only for a failure: a client reads a resource at its location. */
  readonly response?: ErrorResponse;
}

/** The reply to a bulk request. */
export interface BulkResponse {
  readonly schemas: readonly [typeof BULK_RESPONSE];
  readonly Operations: readonly BulkResult[];
}

/**
 * Builds the reply to a bulk request.
 *
 * @example
 * bulkResponse([{ method: 'DELETE', status: '204' }]).Operations.length; // 1
 */
export function bulkResponse(results: readonly BulkResult[]): BulkResponse {
  return { schemas: [BULK_RESPONSE], Operations: results };
}
