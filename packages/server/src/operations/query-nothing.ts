import { listResponse } from '@scimwright/core';
import type { Reply } from '../reply.ts';

/**
 * Answers a query for resources of a type that the product does not have: there are none.
 *
 * @example
 * queryNothing().status; // 200
 */
export function queryNothing(): Reply {
  return { status: 200, body: { kind: 'value', value: listResponse([], 0, 1) } };
}
