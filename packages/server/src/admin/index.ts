export {
  AdminRefusal,
  connectorOf,
  tokenTime,
  type AdminApiDeps,
  type AdminDeps,
  type AdminRefusalKind,
} from './admin-deps.ts';
export { listAudit, type AuditAction, type AuditPage, type AuditSearch } from './audit.ts';
export { setClockBack, showClock, type SetBack, type ShownClock } from './clock.ts';
export { vacuumDatabase } from './database.ts';
export { listEvents, listFailingEvents, skipEvent, type FailingEvent, type ShownEvent } from './events.ts';
export { findLog, findUnresolved, type LogPage, type LogSearch, type ShownLogEntry } from './find-log.ts';
export { listHandOvers, showMadeHandOver } from './hand-over-operations.ts';
export {
  createHandOver,
  openHandOver,
  redeemHandOver,
  withdrawHandOver,
  type MadeHandOver,
  type OpenHandOver,
  type RedeemedHandOver,
} from './hand-overs.ts';
export type { TenantHealth } from './health-warnings.ts';
export {
  InvalidRequest,
  UndeclaredReply,
  type Command,
  type CommandInput,
  type CommandOption,
  type Endpoint,
  type Operation,
  type OptionValues,
} from './operation.ts';
export { endpoints, operations } from './operations.ts';
export {
  listMembers,
  listResources,
  readResource,
  type Collection,
  type ListedResource,
  type ResourceSearch,
} from './resources.ts';
export { erasePerson, type ErasedPerson } from './person/erase-person.ts';
export { exportPerson, type PersonExport } from './person/export-person.ts';
export { showConnector, type ShownConnector } from './show-connector.ts';
export { HAND_OVER_PATH, handOverLink, showHandOver, type ShownHandOver } from './show-hand-over.ts';
export { settingFaults, showTenant, type ShownTenant } from './show-tenant.ts';
export { describeLiveTokens, liveTokens, showToken, tokenAdvice, type ShownToken } from './show-token.ts';
export { tenantHealth } from './tenant-health.ts';
export { showEnabledTenant } from './tenant-operations.ts';
export {
  changeTenant,
  createTenant,
  enableTenant,
  listTenants,
  removeTenant,
  tenantOf,
  type EnabledTenant,
  type NewTenant,
  type TenantChange,
  type TenantSearch,
} from './tenants.ts';
export { listTokens, showIssuedToken } from './token-operations.ts';
export { issueToken, revokeToken, type IssuedToken, type WantedToken } from './tokens.ts';
