export { describeStore, type OpenedStore } from './describe-store.ts';
