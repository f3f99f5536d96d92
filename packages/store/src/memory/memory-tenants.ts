import { compareText } from '@scimwright/core';
import type { TenantStore } from '../tenant-store.ts';
import type { MemoryState } from './memory-state.ts';

/**
 * Tenants in memory.
 *
 * @example
 * await memoryTenants(emptyState()).list(undefined); // []
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
    list: async (connector) =>
      [...state.tenants.values()]
        .filter((tenant) => connector === undefined || tenant.connector === connector)
        .toSorted(
          (left, right) => compareText(left.connector, right.connector) || compareText(left.name, right.name),
        ),
    update: async (id, change) => {
      const tenant = state.tenants.get(id);
      if (tenant === undefined) return false;
      state.tenants.set(id, { ...tenant, ...change });
      return true;
    },
    remove: async (id) => {
      state.records.delete(id);
      state.events = state.events.filter(({ tenant }) => tenant !== id);
      state.log = state.log.filter(({ tenant }) => tenant !== id);
      for (const token of state.tokens.values()) if (token.tenant === id) state.tokens.delete(token.id);
      return state.tenants.delete(id);
    },
  };
}
