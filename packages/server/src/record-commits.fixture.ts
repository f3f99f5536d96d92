import { setTimeout } from 'node:timers/promises';
import { memoryStore, type Change, type Store } from '@scimwright/store';

/**
 * A store that records the changes of each commit, and counts the reads of resources. A commit takes as long as in a
 * database, so that other requests arrive meanwhile.
 */
export function recordCommits(): {
  readonly store: Store;
  readonly commits: readonly (readonly Change[])[];
  readonly gets: () => number;
} {
  const store = memoryStore();
  const { resources } = store;
  const commits: (readonly Change[])[] = [];
  let gets = 0;
  return {
    commits,
    gets: () => gets,
    store: {
      ...store,
      resources: {
        ...resources,
        get: (...asked) => {
          gets += 1;
          return resources.get(...asked);
        },
        commit: async (tenant, changes) => {
          commits.push(changes);
          await setTimeout(5);
          return resources.commit(tenant, changes);
        },
      },
    },
  };
}
