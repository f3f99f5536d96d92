import type { Endpoint } from './endpoint.ts';
import { auditEndpoints } from './endpoints/audit-endpoints.ts';
import { connectorEndpoints } from './endpoints/connector-endpoints.ts';
import { eventEndpoints } from './endpoints/event-endpoints.ts';
import { handOverEndpoints } from './endpoints/hand-over-endpoints.ts';
import { logEndpoints } from './endpoints/log-endpoints.ts';
import { personEndpoints } from './endpoints/person-endpoints.ts';
import { resourceEndpoints } from './endpoints/resource-endpoints.ts';
import { tenantEndpoints } from './endpoints/tenant-endpoints.ts';
import { tokenEndpoints } from './endpoints/token-endpoints.ts';

/** Everything the admin API can do. Validation, types and the OpenAPI document come from it. */
export const endpoints: readonly Endpoint[] = [
  ...connectorEndpoints,
  ...tenantEndpoints,
  ...tokenEndpoints,
  ...handOverEndpoints,
  ...logEndpoints,
  ...eventEndpoints,
  ...resourceEndpoints,
  ...personEndpoints,
  ...auditEndpoints,
];
