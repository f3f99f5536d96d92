export {
  AdminRefusal,
  connectorOf,
  tokenTime,
  type AdminDeps,
  type AdminRefusalKind,
} from './admin/admin-deps.ts';
export { clockWarning } from './admin/clock-warning.ts';
export { setClockBack, showClock, type SetBack, type ShownClock } from './admin/clock.ts';
export { changeTenant, createTenant, tenantOf, type NewTenant, type TenantChange } from './admin/tenants.ts';
export { describeLiveTokens, liveTokens } from './admin/live-tokens.ts';
export { tokenAdvice } from './admin/token-advice.ts';
export { issueToken, revokeToken, type IssuedToken, type WantedToken } from './admin/tokens.ts';
export {
  createHandOver,
  openHandOver,
  redeemHandOver,
  withdrawHandOver,
  type MadeHandOver,
  type NewHandOver,
  type OpenHandOver,
  type RedeemedHandOver,
} from './admin/hand-overs.ts';
export {
  listEvents,
  listFailingEvents,
  skipEvent,
  type ShownEvent,
  type ShownFailingEvent,
} from './admin/events.ts';
export { findLog, findUnresolved, type FoundLog, type LogSearch } from './admin/find-log.ts';
export { listTenants, type TenantList } from './admin/list-tenants.ts';
export {
  listMembers,
  listResources,
  readResource,
  type Collection,
  type ResourceSearch,
  type ShownResource,
} from './admin/people.ts';
export { erasePerson, type ErasedPerson } from './admin/person/erase-person.ts';
export { exportPerson, type PersonExport } from './admin/person/export-person.ts';
export { removeTenant } from './admin/remove-tenant.ts';
export {
  showConnector,
  type ShownConnector,
  type ShownRow,
  type ShownTokenFlow,
} from './admin/show-connector.ts';
export { showHandOver, type ShownHandOver } from './admin/show-hand-over.ts';
export { listAudit, type AuditAction, type AuditSearch } from './admin/audit.ts';
export { roomWarning } from './admin/room-warning.ts';
export { settingFaults } from './admin/setting-faults.ts';
export { showTenant, type ShownTenant } from './admin/show-tenant.ts';
export { showToken, type ShownToken } from './admin/show-token.ts';
export type { RequestCounts } from './admin/health-warnings.ts';
export { tenantHealth, type TenantHealth } from './admin/tenant-health.ts';
export { vacuumDatabase } from './admin/vacuum-database.ts';
export { enableTenant, type EnabledTenant } from './admin/enable-tenant.ts';
export { connectorClash } from './connector-clash.ts';
export { createServer, type Server, type ServerOptions } from './create-server.ts';
export type { Load } from './tenant-share.ts';
export { defaultLimits, type Limits } from './limits.ts';
export { silentLogger, type Logger } from './logger.ts';
export { noMetrics, type Metrics } from './metrics.ts';
export { makeReadBody, type ReadBody } from './steps/read-body.ts';
export { describeFault } from './fault.ts';
export { bearerChallenge, bearerToken } from './token/bearer-token.ts';
export { makeSecretText } from './token/secret-text.ts';
export { hashToken, sameHash } from './token/secret-token.ts';
export { urlFault } from './url-fault.ts';
