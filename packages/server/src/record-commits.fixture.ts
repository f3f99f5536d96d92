import { memoryStore, type Change, type Store } from '@scimwright/store';

/** A store that keeps what each commit was asked for, and how often a resource was read. */
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
        commit: (tenant, changes) => {
          commits.push(changes);
          return resources.commit(tenant, changes);
        },
      },
    },
  };
}
