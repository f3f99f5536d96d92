import type { AdminGate } from '../../../packages/host/src/admin-api/admin-gate.ts';
import type { readJson } from '../../../packages/host/src/admin-api/read-json.ts';
import type { HostConfig } from '../../../packages/host/src/index.ts';
import type { Prometheus } from '../../../packages/host/src/prometheus.ts';
import type { AdminApiDeps } from '../../../packages/server/src/admin/index.ts';
import type { Logger } from '../../../packages/server/src/index.ts';

export declare const config: HostConfig;
export declare const logger: Logger;
export declare const prometheus: Prometheus;
export declare const apiDeps: AdminApiDeps;
export declare const adminGate: AdminGate;
export declare const ctx: Parameters<typeof readJson>[0];
