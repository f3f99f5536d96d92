export { HostRefusal, type HostConfig } from './config.ts';
export type { DemoTenant } from './demo/demo-file.ts';
export type { Demo } from './demo/start-demo.ts';
export type { DeliverySettings } from './events/delivery-settings.ts';
export type { HttpLimits } from './http/http-limits.ts';
export { loadConnectors } from './load-connectors.ts';

export { openHost, type Host, type OpenHostOptions } from './open-host.ts';

export { startHost, type StartHostOptions } from './start-host.ts';
