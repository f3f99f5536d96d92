import { BULK_REQUEST, BULK_RESPONSE, type JsonObject } from '@scimwright/core';
import type { Limits } from '../limits.ts';
import { exampleResource } from './example-resource.ts';
import type { DescribedType } from './subject.ts';

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;

/**
 * The JSON Schema of a bulk request (RFC 7644 §3.7). What an operation lacks makes a result of it and no other request, so
 * that nothing of it is required.
 *
 * @example
 * bulkRequestSchema(describedType(connector.users, subject), defaultLimits)['required']; // ['schemas', 'Operations']
 */
export function bulkRequestSchema(
  { profile }: DescribedType,
  { bulkOperations }: Pick<Limits, 'bulkOperations'>,
): JsonObject {
  const { endpoint } = profile.type;
  return {
    description: 'Several operations, each as its single request would be.',
    type: 'object',
    required: ['schemas', 'Operations'],
    properties: {
      schemas: { type: 'array', items: { type: 'string' }, contains: { const: BULK_REQUEST } },
      failOnErrors: {
        description:
          'After so many failures the rest is not tried, and has no result. Left out, null and 0 set no limit.',
        type: ['integer', 'null'],
        minimum: 0,
      },
      allOrNothing: {
        description:
          'Whether nothing is stored unless all of it is; then each result but that of the failure is a 424. No part of RFC 7644.',
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
              description: 'A name for the resource of a POST, which needs one of its own.',
              type: ['string', 'null'],
              maxLength: 256,
            },
            path: {
              description: 'What follows the Tenant URL; bulkId:name stands for the id of that resource.',
              type: ['string', 'null'],
              maxLength: 1_000,
              examples: [endpoint, `${endpoint}/2819c223-7f76-453a-919d-413861904646`],
            },
            version: {
              description: 'The version that the resource must have, as If-Match has it.',
              type: ['string', 'null'],
              maxLength: 256,
            },
            data: {
              description:
                'The body of the single request. A text in it that begins with bulkId: refers to the resource of a POST.',
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

/** The JSON Schema of the answer to a bulk request. */
export const bulkResponseSchema: JsonObject = {
  description: 'What became of each operation, in the order of the request.',
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
          version: { description: 'Its version now.', type: 'string', pattern: '^W/"[0-9]+"$' },
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
