export { createServer, type Server, type ServerOptions } from './create-server.ts';
export { defaultLimits, type Limits } from './limits.ts';
export { silentLogger, type Logger } from './logger.ts';
export { noMetrics, type Metrics } from './metrics.ts';
export type { Load } from './tenant-share.ts';
