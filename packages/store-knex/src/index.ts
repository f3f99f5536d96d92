export type { HoldOptions } from './dialect/hold-sqlite-file.ts';
export { holdDatabase } from './hold-database.ts';
export { openStore, type StoreOptions } from './open-store.ts';
export { type Timeouts } from './timeouts.ts';
