import { auditOperations } from './audit.ts';
import { clockOperations } from './clock.ts';
import { databaseOperations } from './database.ts';
import { eventOperations } from './events.ts';
import { logOperations } from './find-log.ts';
import { handOverOperations } from './hand-over-operations.ts';
import { personOperations } from './person/person-operations.ts';
import { isEndpoint, type Endpoint, type Operation } from './operation.ts';
import { resourceOperations } from './resource-operations.ts';
import { connectorOperations } from './show-connector.ts';
import { healthOperations } from './tenant-health.ts';
import { tenantOperations } from './tenant-operations.ts';
import { tokenOperations } from './token-operations.ts';

/**
 * Everything that administrators do, each once. The admin API, its OpenAPI document and the command line are made from
 * these rows.
 *
 * @example
 * operations.issueToken.path; // '/tenants/{connector}/{tenant}/tokens'
 */
export const operations = {
  ...connectorOperations,
  ...tenantOperations,
  ...tokenOperations,
  ...handOverOperations,
  ...logOperations,
  ...healthOperations,
  ...eventOperations,
  ...resourceOperations,
  ...personOperations,
  ...auditOperations,
  ...clockOperations,
  ...databaseOperations,
} as const;

/** The operations that the admin API serves. */
export const endpoints: readonly Endpoint[] = Object.values<Operation>(operations).filter(isEndpoint);
