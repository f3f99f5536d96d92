import { setTimeout } from 'node:timers/promises';
import { memoryStore, type Change, type Store } from '@scimwright/store';

/**
 * A store that keeps what each commit was asked for, and how often a resource was read. A commit takes as long as one of a
 * database, so that others come in meanwhile.
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
