export { HostRefusal, readConfig, type HostConfig } from './config.ts';
export type { DemoTenant } from './demo/demo-file.ts';
export type { DeliverySettings } from './events/delivery-settings.ts';
export type { HttpBounds } from './http/http-bounds.ts';
export { handOverLink } from './hand-over/hand-over-link.ts';
export { loadConnectors } from './load-connectors.ts';
export { openAdmin, type Admin } from './open-admin.ts';
export { openHost, type Host } from './open-host.ts';
export { startHost, type StartHostOptions } from './start-host.ts';
