import type { Change, Store } from '@scimwright/store';

/** A store that calls `wake` after each commit that may contain events. */
export function wakeOnCommit(store: Store, wake: () => void): Store {
  const { resources } = store;
  return {
    ...store,
    resources: {
      ...resources,
      commit: async (tenant, changes) => {
        const outcome = await resources.commit(tenant, changes);
        if (outcome.kind === 'done' && changes.some(isTold)) wake();
        return outcome;
      },
    },
  };
}

/** Whether a change may cause events. The store itself adds those of members. */
function isTold({ kind }: Change): boolean {
  return kind !== 'log';
}
