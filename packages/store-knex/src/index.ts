export { holdDatabase, type HoldOptions } from './hold-database.ts';
export { openStore, type StoreOptions } from './open-store.ts';
export { type Patience } from './patience.ts';
