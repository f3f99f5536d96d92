import { LIST_RESPONSE, type Json, type JsonObject } from '@scimwright/core';

/**
 * The JSON Schema of a list answer (RFC 7644 §3.4.2, RFC 9865 §2) of what a schema describes.
 *
 * @param most - of what can be paged, so many items at most
 *
 * @example
 * listSchema({ $ref: '#/components/schemas/User' }, 200);
 */
export function listSchema(items: Json, most?: number): JsonObject {
  return {
    description: 'A list, or a page of it.',
    type: 'object',
    required: [
      'schemas',
      'totalResults',
      ...(most === undefined ? ['startIndex'] : []),
      'itemsPerPage',
      'Resources',
    ],
    properties: {
      schemas: { const: [LIST_RESPONSE] },
      totalResults: { description: 'How many there are in all.', type: 'integer', minimum: 0 },
      startIndex: {
        description: `The place of the first item among all, from 1${most === undefined ? '' : '; left out of a page by cursor'}.`,
        type: 'integer',
        minimum: 1,
      },
      ...(most !== undefined && {
        nextCursor: {
          description: 'Leads to the next page by cursor; the last one has none.',
          type: 'string',
          pattern: '^[A-Za-z0-9._~-]+$',
        },
      }),
      Resources: { type: 'array', items, ...(most !== undefined && { maxItems: most }) },
      itemsPerPage: {
        description: `How many are on this page${most === undefined ? '' : '; by cursor there may be fewer than count, with more behind them'}.`,
        type: 'integer',
        minimum: 0,
      },
    },
  };
}
