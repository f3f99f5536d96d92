import type { ResourceType } from '@scimwright/core';
import type {
  Change,
  ChangeResult,
  Page,
  Store,
  StoredEvent,
  StoredLogEntry,
  StoredMember,
  Tenant,
  TenantId,
  KeysetPage,
  KeysetQuery,
} from '@scimwright/store';
import { AT, orderedBy, where } from './sample/sample.ts';

/** An index page, and its order, such as `userName` or `userName descending`. */
interface AskedPage {
  readonly startIndex?: number;
  readonly count?: number;
  readonly sort?: string;
}

/** A keyset page: the first, with a total, or the one after a key. */
export interface AskedKeysetPage extends Pick<KeysetQuery, 'after' | 'count'> {
  readonly filter?: string | undefined;
  readonly sort?: string | undefined;
}

/** A store, and a tenant in it for one test. */
export interface TenantScope {
  readonly store: Store;
  readonly tenant: TenantId;
  /** Commits changes that must succeed. */
  commit(...changes: readonly Change[]): Promise<readonly (ChangeResult | undefined)[]>;
  /** Finds by the text of a filter and an order, or all resources of the type. */
  find(type: ResourceType, filter?: string, page?: AskedPage): Promise<Pick<Page, 'total' | 'items'>>;
  /** The ids that a filter finds, in that order. */
  ids(type: ResourceType, filter?: string, page?: AskedPage): Promise<readonly string[]>;
  /** One keyset page, by the text of a filter and an order. */
  keysetPage(type: ResourceType, asked: AskedKeysetPage): Promise<KeysetPage>;
  members(group: string): Promise<readonly StoredMember[]>;
  /** The ids of the members of a group. */
  memberIds(group: string): Promise<readonly string[]>;
  version(type: string, id: string): Promise<number | undefined>;
  events(): Promise<readonly StoredEvent[]>;
  log(): Promise<readonly StoredLogEntry[]>;
}

/** Makes a tenant for a test. A second call makes another tenant in the same store. */
export type NewTenantScope = () => TenantScope;

/** The calls of a store for one tenant. */
export function tenantScope(store: Store, tenant: TenantId): TenantScope {
  const { resources, outbox, log } = store;
  const members = async (group: string): Promise<readonly StoredMember[]> => {
    const all: StoredMember[] = [];
    for await (const page of resources.members(tenant, group)) all.push(...page);
    return all;
  };
  const find: TenantScope['find'] = async (type, filter, { startIndex = 1, count = 1_000, sort } = {}) => {
    const { total, items, rest } = await resources.find(tenant, {
      type,
      filter: filter === undefined ? undefined : where(filter, type),
      startIndex,
      count,
      ...(sort !== undefined && { sort: orderedBy(sort, type) }),
    });
    if (rest.length > 0) throw new Error('A page without a bound of bytes was not read whole.');
    return { total, items };
  };
  return {
    store,
    tenant,
    commit: async (...changes) => {
      const outcome = await resources.commit(tenant, changes);
      if (outcome.kind !== 'done') throw new Error(`The batch was refused: ${JSON.stringify(outcome)}`);
      return outcome.results;
    },
    find,
    ids: async (type, filter, page) => (await find(type, filter, page)).items.map(({ id }) => id),
    keysetPage: (type, { filter, sort, after, count }) =>
      resources.keysetPage(tenant, {
        type,
        filter: filter === undefined ? undefined : where(filter, type),
        sort: sort === undefined ? undefined : orderedBy(sort, type),
        after,
        count,
        isCounted: after === undefined,
      }),
    members,
    memberIds: async (group) => (await members(group)).map(({ value }) => value),
    version: async (type, id) => (await resources.get(tenant, type, id))?.version,
    events: () => outbox.read({ tenant, after: 0, limit: 1_000 }),
    log: async () => (await log.read(tenant, { limit: 1_000 })).entries,
  };
}

/** A tenant with a value in every field. */
export function tenantNamed(name: string, connector = 'bic'): Tenant {
  return {
    // The only place where the contract makes the id of a tenant.
    id: `${connector}/${name}` as TenantId,
    connector,
    name,
    enabled: true,
    entitlements: ['user-management-api'],
    settings: { roles: ['Viewer', 'Éditeur'] },
    created: AT,
  };
}
