import type { Json } from '@scimwright/core';

/** One request of Entra. */
export interface ScimRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the tenant URL, with the query: `/Users/7f3c`. */
  readonly path: string;
  /** Undefined for GET and DELETE. */
  readonly body?: Json;
}
