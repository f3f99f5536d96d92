import type { HostConfig } from '../../../packages/host/src/index.ts';
import type { Logger } from '../../../packages/server/src/index.ts';

export declare const config: HostConfig;
export declare const logger: Logger;
