import type { Json, JsonObject } from '@scimwright/core';
import { LIST_RESPONSE } from '@scimwright/core/messages';

/**
 * The JSON Schema of a list response (RFC 7644 §3.4.2, RFC 9865 §2).
 *
 * @param max - the most items on a page; undefined for a list that has no pages
 */
export function listSchema(items: Json, max?: number): JsonObject {
  return {
    description: 'A list, or a page of it.',
    type: 'object',
    required: [
      'schemas',
      'totalResults',
      ...(max === undefined ? ['startIndex'] : []),
      'itemsPerPage',
      'Resources',
    ],
    properties: {
      schemas: { const: [LIST_RESPONSE] },
      totalResults: { description: 'How many there are in total.', type: 'integer', minimum: 0 },
      startIndex: {
        description: `The place of the first item among all, from 1${max === undefined ? '' : '; a cursor page omits it'}.`,
        type: 'integer',
        minimum: 1,
      },
      ...(max !== undefined && {
        nextCursor: {
          description: 'The cursor of the next page; the last page has none.',
          type: 'string',
          pattern: '^[A-Za-z0-9._~-]+$',
        },
      }),
      Resources: { type: 'array', items, ...(max !== undefined && { maxItems: max }) },
      itemsPerPage: {
        description: `How many are on this page${max === undefined ? '' : '; a cursor page may have fewer than count although more follow'}.`,
        type: 'integer',
        minimum: 0,
      },
    },
  };
}
