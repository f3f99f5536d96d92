import { compareText } from '@scimwright/core';
import type { Tenant, TenantStore } from '../tenant-store.ts';
import type { MemoryState } from './memory-state.ts';

/**
 * Tenants in memory.
 *
 * @example
 * await memoryTenants(emptyState()).list({ connector: undefined, after: undefined, limit: 10 }); // []
 */
export function memoryTenants(state: MemoryState): TenantStore {
  const named = (connector: string, name: string) =>
    [...state.tenants.values()].find((tenant) => tenant.connector === connector && tenant.name === name);
  return {
    create: async (tenant) => {
      if (named(tenant.connector, tenant.name) !== undefined) return false;
      state.tenants.set(tenant.id, tenant);
      return true;
    },
    get: async (connector, name) => named(connector, name),
    list: async ({ connector, after, limit }) =>
      [...state.tenants.values()]
        .filter((tenant) => connector === undefined || tenant.connector === connector)
        .filter((tenant) => after === undefined || compareTenants(tenant, after) > 0)
        .toSorted(compareTenants)
        .slice(0, limit),
    update: async (id, change) => {
      const tenant = state.tenants.get(id);
      if (tenant === undefined) return false;
      state.tenants.set(id, { ...tenant, ...change });
      return true;
    },
    remove: async (id) => {
      state.records.delete(id);
      for (const { tenant, seq } of state.events) if (tenant === id) state.deliveries.delete(seq);
      state.events = state.events.filter(({ tenant }) => tenant !== id);
      state.log = state.log.filter(({ tenant }) => tenant !== id);
      for (const token of state.tokens.values()) if (token.tenant === id) state.tokens.delete(token.id);
      for (const link of state.handOvers.values()) if (link.tenant === id) state.handOvers.delete(link.id);
      return state.tenants.delete(id);
    },
  };
}

type Named = Pick<Tenant, 'connector' | 'name'>;

function compareTenants(left: Named, right: Named): number {
  return compareText(left.connector, right.connector) || compareText(left.name, right.name);
}
