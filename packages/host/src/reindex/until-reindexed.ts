import { findLookup } from '@scimwright/core/resource';
import type { BoundFilter } from '@scimwright/core/filter';
import { StoreUnavailable, type Change, type FindQuery, type Store, type TenantId } from '@scimwright/store';
import type { Changed } from './definition-note.ts';

/** What of a resource type of a tenant is not whole yet; `everything` before that is known. */
export type Held = Changed | 'everything';

/** Tells what is held back. */
export type HeldOf = (tenant: TenantId, type: string) => Held | undefined;

/**
 * A store that refuses what it cannot answer truly while resources are reindexed: a filter over what is not whole yet could miss a
 * user, and Entra would create them again; a new unique value could be another user's. Everything else is answered.
 */
export function untilReindexed(store: Store, heldOf: HeldOf): Store {
  const { resources } = store;
  const check = (isHeld: boolean): void => {
    if (isHeld) throw new StoreUnavailable('DERIVING');
  };
  const ofQuery = (tenant: TenantId, query: Asked): boolean =>
    isMissing(query, heldOf(tenant, query.type.name));
  return {
    ...store,
    resources: {
      ...resources,
      get: async (tenant, type, id) => {
        check(heldOf(tenant, type) === 'everything');
        return resources.get(tenant, type, id);
      },
      find: async (tenant, query) => {
        check(ofQuery(tenant, query));
        return resources.find(tenant, query);
      },
      keysetPage: async (tenant, query) => {
        check(ofQuery(tenant, query));
        return resources.keysetPage(tenant, query);
      },
      commit: async (tenant, changes) => {
        const ofChange = (change: Change): Held | undefined =>
          'type' in change ? heldOf(tenant, change.type) : undefined;
        const held = changes.map(ofChange);
        check(changes.some((change, at) => isUndecided(change, held[at])));
        const outcome = await resources.commit(tenant, changes);
        if (outcome.kind === 'duplicate') {
          // The other resource may have the key by the definition before.
          const { indexes } = changedIn(held[outcome.change]);
          check(indexes.includes(outcome.path));
        }
        return outcome;
      },
    },
  };
}

type Asked = Pick<FindQuery, 'type' | 'filter' | 'sort'>;

const NOTHING: Changed = { indexes: [], document: false };

function changedIn(held: Held | undefined): Changed {
  return held === undefined || held === 'everything' ? NOTHING : held;
}

/** Whether a query needs what is not whole yet. */
function isMissing({ type, filter, sort }: Asked, held: Held | undefined): boolean {
  if (held === undefined) return false;
  if (held === 'everything') return true;
  const { indexes, document } = held;
  if (sort !== undefined && document) return true;
  const misses = (part: BoundFilter): boolean => {
    const lookup = findLookup(part, type);
    if (lookup !== undefined) return lookup.kind === 'key' && indexes.includes(lookup.path);
    switch (part.kind) {
      case 'and':
        return misses(part.left) || misses(part.right);
      case 'or':
        return document || misses(part.left) || misses(part.right);
      case 'not':
        return document || misses(part.operand);
      case 'compare':
      case 'some':
      case 'present':
        return document;
      default:
        return part satisfies never;
    }
  };
  return filter !== undefined && misses(filter);
}

/** Whether a change needs a key that is not whole yet: every creation does, and an update that takes a unique value. */
function isUndecided(change: Change, held: Held | undefined): boolean {
  if (held === undefined) return false;
  if (held === 'everything') return true;
  switch (change.kind) {
    case 'create':
      return held.indexes.length > 0;
    case 'update':
      return change.entries.add.some(({ path, unique }) => unique && held.indexes.includes(path));
    case 'members':
    case 'remove':
    case 'reindex':
    case 'event':
    case 'log':
      return false;
    default:
      return change satisfies never;
  }
}
