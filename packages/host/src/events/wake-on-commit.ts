import type { Change, Store } from '@scimwright/store';

/**
 * A store that calls `wake` after each commit that may have brought events.
 *
 * @example
 * const waking = wakeOnCommit(store, openDelivery(deliveryDeps).wake);
 */
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

/** All but entries of the log: the store itself adds events of members. */
function isTold({ kind }: Change): boolean {
  return kind !== 'log';
}
