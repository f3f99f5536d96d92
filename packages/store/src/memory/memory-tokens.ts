import { compareText } from '@scimwright/core';
import { StoreFault } from '../store-fault.ts';
import { isLive, type TokenStore } from '../token-store.ts';
import type { MemoryState } from './memory-state.ts';

/**
 * Tokens in memory.
 *
 * @example
 * await memoryTokens(emptyState()).find(hash); // undefined
 */
export function memoryTokens(state: MemoryState): TokenStore {
  const all = () => [...state.tokens.values()];
  return {
    issue: async (token, { most, overlapUntil }) => {
      const now = new Date(token.created);
      const live = all().filter((each) => each.tenant === token.tenant && isLive(each, now));
      if (live.length >= most) return false;
      if (all().some(({ id, hash }) => id === token.id || hash === token.hash)) {
        throw new StoreFault('MEMORY_CONSTRAINT', 'tokens.hash');
      }
      for (const each of live) {
        if (overlapUntil === undefined) continue;
        if (each.expires !== undefined && each.expires <= overlapUntil) continue;
        state.tokens.set(each.id, { ...each, expires: overlapUntil });
      }
      state.tokens.set(token.id, token);
      return true;
    },
    find: async (hash) => {
      const token = all().find((each) => each.hash === hash);
      const tenant = token && state.tenants.get(token.tenant);
      return token && tenant && { token, tenant };
    },
    list: async (tenant) =>
      all()
        .filter((each) => each.tenant === tenant)
        .toSorted(
          (left, right) => compareText(right.created, left.created) || compareText(right.id, left.id),
        ),
    revoke: async (tenant, id, at) => {
      const token = state.tokens.get(id);
      if (token === undefined || token.tenant !== tenant || !isLive(token, new Date(at))) return false;
      state.tokens.set(id, { ...token, revoked: at });
      return true;
    },
    touch: async (id, at) => {
      const token = state.tokens.get(id);
      if (token !== undefined) state.tokens.set(id, { ...token, lastUsed: at });
    },
  };
}
