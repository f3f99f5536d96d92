export { ERASED } from './erasure-store.ts';
export {
  fairQueue,
  type FairQueue,
  type FairQueueOptions,
  type NoPlace,
  type Release,
} from './fair-queue.ts';
export { mayBeHeard } from './listener-store.ts';
export { MAX_GROUPS, nearestGroups } from './nearest-groups.ts';
export { memberEvents } from './outbox.ts';
export { MAX_SORT_KEY_LENGTH } from './resource-store.ts';
export { isSameKind } from './token-store.ts';
export { newestOfEach, WRITES, type About } from './unresolved.ts';
