import { ERROR } from './urn.ts';

/** An error answer (RFC 7644 §3.12); `status` is a string. */
export interface ErrorResponse {
  readonly schemas: readonly [typeof ERROR];
  readonly status: string;
  readonly scimType?: string;
  readonly detail: string;
}

/**
 * Builds an error answer.
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
