import { compareText } from '@scimwright/core';
import { toPredicate, type BoundFilter } from '@scimwright/core/filter';
import { emptyDelta } from '@scimwright/core/patch';
import type { Change, ChangeResult, Outcome, ResourceStore, Stored, TenantId } from '@scimwright/store';
import { parseBody } from '../resource/resource-text.ts';

/** The outcome of all staged changes: they are stored, or one owner's change was refused. */
type StagedOutcome =
  | {
      readonly kind: 'done';
      /** The version of a resource after the changes of an owner; undefined when it is unknown. */
      readonly versionOf: (owner: number, resource: StagedResource) => number | undefined;
    }
  | {
      readonly kind: 'refused';
      readonly owner: number;
      readonly outcome: Exclude<Outcome, { kind: 'done' }>;
    };

/** A resource, and whether the removal of another one can change its version. */
interface StagedResource {
  readonly id: string;
  readonly hasMembers: boolean;
}

/** A store that collects commits, and makes all of them in one commit of the real store. */
export interface StagedStore {
  /** `get` and `find` with a filter on attributes see staged changes; no write needs more. */
  readonly resources: ResourceStore;
  /** Sets the owner of the changes that follow. */
  begin(owner: number): void;
  commit(): Promise<StagedOutcome>;
}

/** A resource that was read or created. */
interface Known {
  readonly base: Stored | undefined;
  /** Undefined once it is removed. */
  now: Stored | undefined;
}

interface Owned {
  readonly owner: number;
  readonly change: Change;
}

/**
 * Opens a staged store in front of the resources of a tenant.
 *
 * The version of a staged resource is unknown before the commit: a change of members raises it only if a membership changed,
 * and so does the removal of a possible member. So the expected version of such a resource is checked once, at the start of
 * the batch, and its changes expect no version.
 */
export function openStagedStore(real: ResourceStore, tenant: TenantId): StagedStore {
  const known = new Map<string, Known>();
  /** The number of changes of each resource. */
  const changes = new Map<string, number>();
  const pinned = new Map<string, Owned>();
  const staged: Owned[] = [];
  /** The number of staged changes when each owner began. */
  const begun: { readonly owner: number; readonly from: number }[] = [];
  let owner = 0;
  let hasRemoved = false;

  const touch = (id: string): void => void changes.set(id, (changes.get(id) ?? 0) + 1);

  const learn = (base: Stored): Stored => {
    const now = { ...base, version: base.version + (changes.get(base.id) ?? 0) };
    known.set(base.id, { base, now });
    return now;
  };

  const get: ResourceStore['get'] = async (_tenant, type, id) => {
    const own = known.get(id);
    if (own !== undefined) return own.now?.type === type ? own.now : undefined;
    const base = await real.get(tenant, type, id);
    return base && learn(base);
  };

  /** The version that a change in the batch may expect. */
  const expectedBy = ({ type, id, at, expected }: Changing): number | undefined => {
    const own = known.get(id);
    if (own === undefined || expected === undefined) return expected;
    const { base } = own;
    if (base === undefined) return undefined;
    if (!hasRemoved && !changes.has(id)) return base.version;
    if (!pinned.has(id)) {
      const pin: Change = { kind: 'members', type, id, at, expected: base.version, members: emptyDelta };
      pinned.set(id, { owner, change: pin });
    }
    return undefined;
  };

  const stageChange = (change: Change): ChangeResult | 'absent' | 'stale' | undefined => {
    if (change.kind === 'event' || change.kind === 'log') {
      staged.push({ owner, change });
      return undefined;
    }
    if (change.kind === 'reindex') throw new TypeError('No request reindexes.');
    const { type, id, at } = change;
    if (change.kind === 'create') {
      const now: Stored = { type, id, version: 1, created: at, modified: at, body: change.body };
      known.set(id, { base: undefined, now });
      staged.push({ owner, change });
      return resultOf(now);
    }
    const own = known.get(id);
    if (own !== undefined && own.now === undefined) return 'absent';
    if (own?.now !== undefined && change.expected !== undefined && change.expected !== own.now.version) {
      return 'stale';
    }
    staged.push({ owner, change: { ...change, expected: expectedBy(change) } });
    touch(id);
    if (change.kind === 'remove') hasRemoved = true;
    if (own?.now === undefined) return { version: 0, modified: at, added: [], removed: [] };
    const { now } = own;
    const after = {
      ...now,
      version: now.version + 1,
      modified: at,
      ...(change.kind === 'update' && { body: change.body }),
    };
    own.now = change.kind === 'remove' ? undefined : after;
    return resultOf(after);
  };

  /** Finds the first resources by id, with staged changes applied. */
  const find: ResourceStore['find'] = async (_tenant, query) => {
    const { type, filter, sort, startIndex, count, bytes } = query;
    if (sort !== undefined || startIndex !== 1 || bytes !== undefined) {
      throw new TypeError('A staged store finds only the first resources, in the order of their ids.');
    }
    // Reads more, because staged changes may hide some of them.
    const page = await real.find(tenant, { ...query, count: count === 0 ? 0 : count + known.size });
    const matches = isMatch(type.name, filter);
    const before = [...known.values()];
    const own = before.flatMap(({ now }) => (now !== undefined && matches(now) ? [now] : []));
    const gone = before.filter(({ base }) => base !== undefined && matches(base));
    const others = page.items.filter(({ id }) => !known.has(id)).map(learn);
    const items = [...own, ...others].toSorted((one, two) => compareText(one.id, two.id));
    return { total: page.total + own.length - gone.length, items: items.slice(0, count), rest: [] };
  };

  return {
    resources: {
      get,
      find,
      keysetPage: () => Promise.reject(new TypeError('A staged store has no lists.')),
      portions: () => {
        throw new TypeError('A staged store has no lists.');
      },
      members: (_tenant, group, after) => real.members(tenant, group, after),
      memberships: (_tenant, members, label) => real.memberships(tenant, members, label),
      commit: async (_tenant, batch) => {
        const results: (ChangeResult | undefined)[] = [];
        for (const [change, each] of batch.entries()) {
          const result = stageChange(each);
          if (result === 'absent' || result === 'stale') return { kind: result, change };
          results.push(result);
        }
        return { kind: 'done', results };
      },
    },
    begin: (next) => {
      owner = next;
      begun.push({ owner, from: staged.length });
    },
    commit: async () => {
      const batch = [...pinned.values(), ...staged];
      const outcome = await real.commit(
        tenant,
        batch.map(({ change }) => change),
      );
      if (outcome.kind !== 'done') {
        return { kind: 'refused', owner: batch[outcome.change]?.owner ?? owner, outcome };
      }
      const results = outcome.results.slice(pinned.size);
      const versionOf = (asked: number, { id, hasMembers }: StagedResource): number | undefined => {
        const end = begun[begun.findIndex((each) => each.owner === asked) + 1]?.from ?? staged.length;
        for (let at = end - 1; at >= 0; at -= 1) {
          const change = staged[at]?.change;
          if (change === undefined || change.kind === 'event' || change.kind === 'log') continue;
          if (change.id === id) return results[at]?.version;
          // The removed resource may have been a member of it.
          if (change.kind === 'remove' && hasMembers) return undefined;
        }
        return known.get(id)?.base?.version;
      };
      return { kind: 'done', versionOf };
    },
  };
}

type Changing = Exclude<Change, { kind: 'create' | 'event' | 'log' | 'reindex' }>;

function isMatch(type: string, filter: BoundFilter | undefined): (stored: Stored) => boolean {
  const matches = filter === undefined ? () => true : toPredicate(filter);
  return (stored) => stored.type === type && matches(parseBody(stored));
}

function resultOf({ version, modified }: Stored): ChangeResult {
  return { version, modified, added: [], removed: [] };
}
