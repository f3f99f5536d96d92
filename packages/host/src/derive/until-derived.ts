import { StoreUnavailable, type Store } from '@scimwright/store';

/**
 * A store whose resources cannot be asked for or changed before what they are found by is derived: a filter might say
 * that somebody is not there who is, and Entra would create them again.
 *
 * @example
 * const waiting = untilDerived(store, () => false);
 */
export function untilDerived(store: Store, isDerived: () => boolean): Store {
  const { resources } = store;
  const check = (): void => {
    if (!isDerived()) throw new StoreUnavailable('DERIVING');
  };
  return {
    ...store,
    resources: {
      ...resources,
      get: async (...query) => {
        check();
        return resources.get(...query);
      },
      find: async (...query) => {
        check();
        return resources.find(...query);
      },
      commit: async (...batch) => {
        check();
        return resources.commit(...batch);
      },
    },
  };
}
