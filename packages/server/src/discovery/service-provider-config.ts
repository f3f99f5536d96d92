import type { Connector } from '@scimwright/connector-kit';
import type { JsonObject } from '@scimwright/core';
import { SERVICE_PROVIDER_CONFIG } from '@scimwright/core/schema';
import type { Limits } from '../limits.ts';
import { canSort } from './resource-types.ts';

/** The capabilities of this server for a connector (RFC 7643 §5, RFC 9865 §4). */
export function serviceProviderConfig(connector: Connector, base: string, limits: Limits): JsonObject {
  return {
    schemas: [SERVICE_PROVIDER_CONFIG],
    patch: { supported: true },
    bulk: { supported: true, maxOperations: limits.bulkOperations, maxPayloadSize: limits.bodyBytes },
    filter: { supported: true, maxResults: limits.maxPageSize },
    changePassword: { supported: false },
    sort: { supported: canSort(connector) },
    etag: { supported: true },
    pagination: {
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize: limits.pageSize,
      maxPageSize: limits.maxPageSize,
      cursorTimeout: limits.cursorTimeout,
    },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'OAuth Bearer Token',
        description: 'The secret token of the tenant, sent as a bearer token.',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  };
}
