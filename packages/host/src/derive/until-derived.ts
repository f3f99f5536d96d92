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
  const later =
    <Asked extends readonly unknown[], Answer>(ask: (...asked: Asked) => Promise<Answer>) =>
    async (...asked: Asked): Promise<Answer> => {
      if (!isDerived()) throw new StoreUnavailable('DERIVING');
      return ask(...asked);
    };
  return {
    ...store,
    resources: {
      get: later(resources.get),
      find: later(resources.find),
      walk: later(resources.walk),
      commit: later(resources.commit),
      // Of resources that were found before.
      portions: resources.portions,
      members: resources.members,
      memberships: resources.memberships,
    },
  };
}
