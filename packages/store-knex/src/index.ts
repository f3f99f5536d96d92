export type { HoldOptions } from './dialect/hold-sqlite-file.ts';
export { holdDatabase } from './hold-database.ts';
export { moveDatabase, type MovedTable, type MoveOptions, type MoveProgress } from './move/move-database.ts';
export { MoveRefusal, type MoveSide } from './move/move-refusal.ts';
export { openStore, type StoreOptions } from './open-store.ts';
export { type Timeouts } from './timeouts.ts';
