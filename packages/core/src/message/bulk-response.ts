import type { ErrorResponse } from './error-response.ts';
import { BULK_RESPONSE } from './urn.ts';

/** What became of one operation of a bulk request; `status` is a string (RFC 7644 §3.7.3). */
export interface BulkResult {
  readonly location?: string;
  readonly method: string;
  readonly bulkId?: string;
  readonly version?: string;
  readonly status: string;
  /** Of a failure alone: a resource can be read at its location. */
  readonly response?: ErrorResponse;
}

/** The answer to a bulk request. */
export interface BulkResponse {
  readonly schemas: readonly [typeof BULK_RESPONSE];
  readonly Operations: readonly BulkResult[];
}

/**
 * Builds the answer to a bulk request.
 *
 * @example
 * bulkResponse([{ method: 'DELETE', status: '204' }]).Operations.length; // 1
 */
export function bulkResponse(results: readonly BulkResult[]): BulkResponse {
  return { schemas: [BULK_RESPONSE], Operations: results };
}
