import { StoreUnavailable, type Store } from '@scimwright/store';

/**
 * A store that refuses reads and changes of resources before they are reindexed: a filter could miss a user, and Entra would create
 * them again.
 */
export function untilReindexed(store: Store, isReindexed: () => boolean): Store {
  const { resources } = store;
  const later =
    <Asked extends readonly unknown[], Answer>(ask: (...asked: Asked) => Promise<Answer>) =>
    async (...asked: Asked): Promise<Answer> => {
      if (!isReindexed()) throw new StoreUnavailable('DERIVING');
      return ask(...asked);
    };
  return {
    ...store,
    resources: {
      get: later(resources.get),
      find: later(resources.find),
      keysetPage: later(resources.keysetPage),
      commit: later(resources.commit),
      // These follow a read that was let through.
      portions: resources.portions,
      members: resources.members,
      memberships: resources.memberships,
    },
  };
}
