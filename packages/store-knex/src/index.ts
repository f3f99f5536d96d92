export { openStore, type StoreOptions } from './open-store.ts';
export { type Patience } from './patience.ts';
