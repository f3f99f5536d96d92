import type { Limits } from '../limits.ts';
import type { ServiceEndpoint } from '../route.ts';
import type { OperationFacts } from './operation-facts.ts';
import { idParameter, pageParameters } from './parameters.ts';
import { bodyRefusals, commonRefusals, queryRefusals } from './refusals.ts';

const DISCOVERY = { tag: 'Discovery' } as const;
const EVERYTHING = {
  tag: 'Everything',
  answers: [{ status: 200, description: 'The resources found, or a page of them.', schema: 'ResourceList' }],
} as const;
const found = (schema: string) => [{ status: 200, description: 'Found.', schema }] as const;

const operations: Readonly<Record<Exclude<ServiceEndpoint, 'listResources'>, Omit<OperationFacts, 'id'>>> = {
  getServiceProviderConfig: {
    ...DISCOVERY,
    summary: 'Read what this server can do, and how to authenticate.',
    answers: found('ServiceProviderConfig'),
    refusals: [],
    isOpen: true,
  },
  listResourceTypes: {
    ...DISCOVERY,
    summary: 'List the resource types.',
    answers: found('ResourceTypeList'),
    refusals: [...commonRefusals],
  },
  getResourceType: {
    ...DISCOVERY,
    summary: 'Read a resource type.',
    parameters: [idParameter],
    answers: found('ResourceType'),
    refusals: [...commonRefusals, 'notFound'],
  },
  listSchemas: {
    ...DISCOVERY,
    summary: 'List the schemas, with the attributes that this application has.',
    answers: found('SchemaList'),
    refusals: [...commonRefusals],
  },
  getSchema: {
    ...DISCOVERY,
    summary: 'Read a schema; its id is its URN.',
    parameters: [idParameter],
    answers: found('Schema'),
    refusals: [...commonRefusals, 'notFound'],
  },
  getOpenApi: {
    ...DISCOVERY,
    summary: 'Read this document.',
    answers: [
      { status: 200, description: 'This document.', schema: 'OpenApi', mediaType: 'application/json' },
    ],
    refusals: [...commonRefusals],
  },
  sendBulk: {
    tag: 'Bulk',
    summary: 'Send several operations in one request.',
    description:
      'Each operation is carried out like its single request and has its own result. The status of the response is 200, whatever the results are. An operation runs after those it refers to by bulkId; operations in a cycle run together. With allOrNothing, which RFC 7644 does not have, either everything is stored or nothing.',
    body: 'BulkRequest',
    answers: [{ status: 200, description: 'The result of each operation.', schema: 'BulkResponse' }],
    refusals: [...bodyRefusals, ...commonRefusals],
  },
  searchResources: {
    ...EVERYTHING,
    summary: 'Find resources of every type, with the query as the body.',
    body: 'SearchRequest',
    refusals: [...queryRefusals, ...bodyRefusals, ...commonRefusals],
  },
};

/** What the document says about an endpoint of the service. */
export function serviceOperation(endpoint: ServiceEndpoint, limits: Limits): Omit<OperationFacts, 'id'> {
  if (endpoint !== 'listResources') return operations[endpoint];
  const says =
    'A filter as for one type. An attribute that a type does not have has no value there. meta.resourceType names a type.';
  return {
    ...EVERYTHING,
    summary: 'Find resources of every type.',
    parameters: pageParameters(says, limits, 'meta.resourceType eq "User"'),
    refusals: [...queryRefusals, ...commonRefusals],
  };
}
