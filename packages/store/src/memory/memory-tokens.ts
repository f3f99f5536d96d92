import { compareText } from '@scimwright/core';
import { isLive, type TokenStore } from '../token-store.ts';
import { issueToken } from './issue-token.ts';
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
    issue: async (token, limits) => issueToken(state, token, limits),
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
