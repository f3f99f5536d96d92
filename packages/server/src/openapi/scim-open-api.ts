import type { JsonObject } from '@scimwright/core';
import { searchSchema } from '../body/parse-search-request.ts';
import { profilesOf } from '../discovery/resource-types.ts';
import type { Routes } from '../route.ts';
import { bulkRequestSchema, bulkResponseSchema } from './bulk-schemas.ts';
import { discoverySchemas } from './discovery-schemas.ts';
import { listSchema } from './list-schema.ts';
import { patchSchema } from './patch-schema.ts';
import { pathsOf } from './paths-of.ts';
import { errorSchema } from './refusals.ts';
import { sentResource } from './sent-resource.ts';
import { shownResource } from './shown-resource.ts';
import { describedType, type DescribedType, type DescribedService } from './described-type.ts';

/** The OpenAPI 3.1 document of a tenant URL. Its paths come from the route table and its schemas from the resource types. */
export function scimOpenApi(service: DescribedService & { readonly routes: Routes }): JsonObject {
  const { connector, base, limits, routes } = service;
  const types = profilesOf(connector).map((profile) => describedType(profile, service));
  const collections = types.map(({ profile }) => profile.type.endpoint.slice(1));
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: `${connector.displayName}: provisioning`,
      version: '2.0',
      description: `${inWords(collections)} of ${connector.displayName}, provisioned by SCIM 2.0 (RFC 7643, RFC 7644).`,
    },
    externalDocs: { url: connector.tutorial, description: 'How to set it up in Microsoft Entra ID.' },
    servers: [{ url: base, description: 'The Tenant URL.' }],
    security: [{ secretToken: [] }],
    tags: ['Discovery', 'Everything', 'Bulk', ...collections].map((name) => ({ name })),
    paths: pathsOf(routes, service),
    components: {
      schemas: {
        ...Object.assign({}, ...types.map((described) => schemasOf(described))),
        ResourceList: listSchema(
          { anyOf: types.map(({ profile }) => ({ $ref: `#/components/schemas/${profile.type.name}` })) },
          limits.maxPageSize,
        ),
        SearchRequest: searchSchema,
        BulkRequest: bulkRequestSchema(describedType(connector.users, service), limits),
        BulkResponse: bulkResponseSchema,
        Error: errorSchema,
        ...discoverySchemas,
        ResourceTypeList: listSchema({ $ref: '#/components/schemas/ResourceType' }),
        SchemaList: listSchema({ $ref: '#/components/schemas/Schema' }),
        OpenApi: {
          description: 'An OpenAPI 3.1 document.',
          type: 'object',
          required: ['openapi', 'info', 'paths'],
        },
      },
      securitySchemes: {
        secretToken: {
          type: 'http',
          scheme: 'bearer',
          description:
            'The secret token of the tenant. The token of a user can only read /Me and the discovery endpoints.',
        },
      },
    },
  };
}

/** `Users, groups and devices`. */
function inWords(collections: readonly string[]): string {
  const [first = '', ...others] = collections.map((name, at) => (at === 0 ? name : name.toLowerCase()));
  const last = others.pop();
  return last === undefined ? first : `${[first, ...others].join(', ')} and ${last}`;
}

function schemasOf(described: DescribedType): JsonObject {
  const { name } = described.profile.type;
  return {
    [name]: shownResource(described),
    [`${name}Input`]: sentResource(described),
    [`${name}Patch`]: patchSchema(described),
    [`${name}List`]: listSchema({ $ref: `#/components/schemas/${name}` }, described.limits.maxPageSize),
  };
}
