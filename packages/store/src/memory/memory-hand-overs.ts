import { compareText } from '@scimwright/core';
import type { HandOverStore, StoredHandOver } from '../hand-over-store.ts';
import { StoreFault } from '../store-fault.ts';
import { issueToken } from './issue-token.ts';
import type { MemoryState } from './memory-state.ts';

/**
 * Hand-over links in memory.
 *
 * @example
 * await memoryHandOvers(emptyState()).find(hash); // undefined
 */
export function memoryHandOvers(state: MemoryState): HandOverStore {
  const all = () => [...state.handOvers.values()];
  return {
    create: async (handOver) => {
      if (all().some(({ id, hash }) => id === handOver.id || hash === handOver.hash)) {
        throw new StoreFault('MEMORY_CONSTRAINT', 'hand_overs.hash');
      }
      state.handOvers.set(handOver.id, handOver);
    },
    find: async (hash) => {
      const handOver = all().find((each) => each.hash === hash);
      const tenant = handOver && state.tenants.get(handOver.tenant);
      return handOver && tenant && { handOver, tenant };
    },
    list: async (tenant) =>
      all()
        .filter((each) => each.tenant === tenant)
        .toSorted(
          (left, right) => compareText(right.created, left.created) || compareText(right.id, left.id),
        ),
    redeem: async (id, token, limits) => {
      const handOver = state.handOvers.get(id);
      if (handOver === undefined || handOver.tenant !== token.tenant) return 'absent';
      if (handOver.redeemed !== undefined) return 'redeemed-before';
      if (handOver.withdrawn !== undefined) return 'withdrawn';
      if (handOver.expires <= token.created) return 'expired';
      if (!issueToken(state, token, limits)) return 'too-many-tokens';
      state.handOvers.set(id, { ...handOver, redeemed: token.created, tokenId: token.id });
      return 'redeemed';
    },
    withdraw: async (tenant, id, at) => {
      const handOver = state.handOvers.get(id);
      if (handOver === undefined || handOver.tenant !== tenant || !isOpen(handOver, at)) return false;
      state.handOvers.set(id, { ...handOver, withdrawn: at });
      return true;
    },
  };
}

function isOpen({ redeemed, withdrawn, expires }: StoredHandOver, at: string): boolean {
  return redeemed === undefined && withdrawn === undefined && expires > at;
}
