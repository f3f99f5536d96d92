export { AdminRefusal, connectorOf, type AdminDeps } from './admin/admin-deps.ts';
export { changeTenant, createTenant, tenantOf, type NewTenant, type TenantChange } from './admin/tenants.ts';
export { issueToken, revokeToken, type NewToken } from './admin/tokens.ts';
export { createServer, type Server, type ServerOptions } from './create-server.ts';
export { defaultLimits, type Limits } from './limits.ts';
export { silentLogger, type Logger } from './logger.ts';
export { noMetrics, type Metrics } from './metrics.ts';
export { describeFault } from './steps/describe-fault.ts';
export { hashToken } from './token/secret-token.ts';
