import type { JsonObject } from '@scimwright/core';
import { BULK_REQUEST, BULK_RESPONSE } from '@scimwright/core/messages';
import type { Limits } from '../limits.ts';
import { exampleResource } from './example-resource.ts';
import type { DescribedType } from './described-type.ts';

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;

/**
 * The JSON Schema of a bulk request (RFC 7644 §3.7). No part of an operation is required: a missing part is an error in the
 * result of that operation, not of the request.
 */
export function bulkRequestSchema(
  { profile }: DescribedType,
  { bulkOperations }: Pick<Limits, 'bulkOperations'>,
): JsonObject {
  const { endpoint } = profile.type;
  return {
    description: 'Several operations, each like its single request.',
    type: 'object',
    required: ['schemas', 'Operations'],
    properties: {
      schemas: { type: 'array', items: { type: 'string' }, contains: { const: BULK_REQUEST } },
      failOnErrors: {
        description:
          'After this many failures the remaining operations are not tried and have no result. Omitted, null and 0 set no limit.',
        type: ['integer', 'null'],
        minimum: 0,
      },
      allOrNothing: {
        description:
          'Whether to store everything or nothing. When an operation fails, every other result is a 424. RFC 7644 does not have this.',
        type: ['boolean', 'null'],
      },
      Operations: {
        type: 'array',
        maxItems: bulkOperations,
        items: {
          type: 'object',
          properties: {
            method: {
              description: `The method of the single request: ${METHODS.join(', ')}.`,
              type: ['string', 'null'],
              maxLength: 256,
              examples: [...METHODS],
            },
            bulkId: {
              description: 'A name for the resource of a POST. Each POST needs its own.',
              type: ['string', 'null'],
              maxLength: 256,
            },
            path: {
              description: 'The path below the Tenant URL; bulkId:name stands for the id of that resource.',
              type: ['string', 'null'],
              maxLength: 1_000,
              examples: [endpoint, `${endpoint}/2819c223-7f76-453a-919d-413861904646`],
            },
            version: {
              description: 'The version that the resource must have, as in If-Match.',
              type: ['string', 'null'],
              maxLength: 256,
            },
            data: {
              description:
                'The body of the single request. A value in it that begins with bulkId: refers to the resource of a POST.',
              type: ['object', 'array', 'string', 'number', 'boolean', 'null'],
            },
          },
        },
      },
    },
    examples: [
      {
        schemas: [BULK_REQUEST],
        Operations: [{ method: 'POST', path: endpoint, bulkId: 'first', data: exampleResource(profile) }],
      },
    ],
  };
}

/** The JSON Schema of the response to a bulk request. */
export const bulkResponseSchema: JsonObject = {
  description: 'The result of each operation, in the order of the request.',
  type: 'object',
  required: ['schemas', 'Operations'],
  properties: {
    schemas: { const: [BULK_RESPONSE] },
    Operations: {
      type: 'array',
      items: {
        type: 'object',
        required: ['method', 'status'],
        properties: {
          location: { description: 'The URI of the resource.', type: 'string', format: 'uri' },
          method: { type: 'string' },
          bulkId: { type: 'string' },
          version: { description: 'Its current version.', type: 'string', pattern: '^W/"[0-9]+"$' },
          status: {
            description: 'The status of the single request.',
            type: 'string',
            pattern: '^[245][0-9]{2}$',
          },
          response: { $ref: '#/components/schemas/Error' },
        },
        oneOf: [
          { properties: { status: { pattern: '^2' } }, not: { required: ['response'] } },
          { properties: { status: { pattern: '^[45]' } }, required: ['response'] },
        ],
      },
    },
  },
};
