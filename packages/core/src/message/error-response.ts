import { ERROR } from './urn.ts';

/** An error reply (RFC 7644 §3.12). */
export interface ErrorResponse {
  readonly schemas: readonly [typeof ERROR];
  readonly status: string;
  readonly scimType?: string;
  readonly detail: string;
}

/**
 * Builds an error reply.
 *
 * @example
 * errorResponse({ status: 404, scimType: undefined, message: 'There is no such user.' });
 */
export function errorResponse(error: {
  readonly status: number;
  readonly scimType: string | undefined;
  readonly message: string;
}): ErrorResponse {
  const { status, scimType, message } = error;
  return { schemas: [ERROR], status: String(status), ...(scimType && { scimType }), detail: message };
}
