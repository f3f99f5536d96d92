import type { HostConfig } from '../../../packages/host/src/index.ts';
import type { DemoTenant } from '../../../packages/host/src/demo/demo-file.ts';
import type { listen } from '../../../packages/host/src/listen.ts';
import type { Prometheus } from '../../../packages/host/src/prometheus.ts';
import type { AdminDeps, Logger } from '../../../packages/server/src/index.ts';

export { bic as connector } from '../../../connectors/bic/src/index.ts';

export declare const config: HostConfig;
export declare const deps: AdminDeps;
export declare const logger: Logger;
export declare const prometheus: Prometheus;
export declare const handler: Parameters<typeof listen>[0];

export declare const tenants: readonly DemoTenant[];
export declare const secretToken: string;
