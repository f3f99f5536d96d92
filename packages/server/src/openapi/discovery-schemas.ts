import type { JsonObject } from '@scimwright/core';
import { RESOURCE_TYPE, SCHEMA, SERVICE_PROVIDER_CONFIG } from '@scimwright/core/schema';

const text: JsonObject = { type: 'string' };
const flag: JsonObject = { type: 'boolean' };
const feature: JsonObject = { type: 'object', required: ['supported'], properties: { supported: flag } };

const withNumbers = (...names: readonly string[]): JsonObject => ({
  type: 'object',
  required: ['supported', ...names],
  properties: {
    supported: flag,
    ...Object.fromEntries(names.map((name) => [name, { type: 'integer', minimum: 0 }])),
  },
});

const meta = (resourceType: string): JsonObject => ({
  type: 'object',
  required: ['resourceType', 'location'],
  properties: { resourceType: { const: resourceType }, location: { type: 'string', format: 'uri' } },
});

const record = (
  urn: string,
  name: string,
  required: readonly string[],
  properties: JsonObject,
): JsonObject => ({
  type: 'object',
  readOnly: true,
  required: ['schemas', ...required, 'meta'],
  properties: { schemas: { const: [urn] }, ...properties, meta: meta(name) },
});

/** The JSON Schemas of discovery responses (RFC 7643 §5 to §7, RFC 9865 §4). */
export const discoverySchemas: Readonly<
  Record<'ServiceProviderConfig' | 'ResourceType' | 'Schema' | 'Attribute', JsonObject>
> = {
  ServiceProviderConfig: record(
    SERVICE_PROVIDER_CONFIG,
    'ServiceProviderConfig',
    ['patch', 'bulk', 'filter', 'changePassword', 'sort', 'etag', 'pagination', 'authenticationSchemes'],
    {
      patch: feature,
      bulk: withNumbers('maxOperations', 'maxPayloadSize'),
      filter: withNumbers('maxResults'),
      changePassword: feature,
      sort: feature,
      etag: feature,
      pagination: {
        type: 'object',
        required: ['cursor', 'index'],
        properties: {
          cursor: flag,
          index: flag,
          defaultPaginationMethod: { enum: ['index', 'cursor'] },
          defaultPageSize: { type: 'integer', minimum: 1 },
          maxPageSize: { type: 'integer', minimum: 1 },
          cursorTimeout: {
            description: 'Seconds for which a cursor is valid.',
            type: 'integer',
            minimum: 1,
          },
        },
      },
      authenticationSchemes: {
        type: 'array',
        items: {
          type: 'object',
          required: ['type', 'name', 'description'],
          properties: {
            type: text,
            name: text,
            description: text,
            specUri: { type: 'string', format: 'uri' },
            primary: flag,
          },
        },
      },
    },
  ),
  ResourceType: record(
    RESOURCE_TYPE,
    'ResourceType',
    ['id', 'name', 'endpoint', 'schema', 'schemaExtensions'],
    {
      id: text,
      name: text,
      endpoint: text,
      description: text,
      schema: text,
      schemaExtensions: {
        type: 'array',
        items: {
          type: 'object',
          required: ['schema', 'required'],
          properties: { schema: text, required: flag },
        },
      },
    },
  ),
  Schema: record(SCHEMA, 'Schema', ['id', 'name', 'attributes'], {
    id: text,
    name: text,
    description: text,
    attributes: { type: 'array', items: { $ref: '#/components/schemas/Attribute' } },
  }),
  Attribute: {
    type: 'object',
    required: [
      'name',
      'type',
      'multiValued',
      'description',
      'required',
      'caseExact',
      'mutability',
      'returned',
      'uniqueness',
    ],
    properties: {
      name: text,
      type: {
        enum: ['string', 'boolean', 'decimal', 'integer', 'dateTime', 'binary', 'reference', 'complex'],
      },
      multiValued: flag,
      description: text,
      required: flag,
      caseExact: flag,
      mutability: { enum: ['readOnly', 'readWrite', 'immutable', 'writeOnly'] },
      returned: { enum: ['always', 'never', 'default', 'request'] },
      uniqueness: { enum: ['none', 'server', 'global'] },
      canonicalValues: { type: 'array', items: text },
      referenceTypes: { type: 'array', items: text },
      subAttributes: { type: 'array', items: { $ref: '#/components/schemas/Attribute' } },
    },
  },
};
