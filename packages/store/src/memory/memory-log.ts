import type { ProvisioningLog } from '../provisioning-log.ts';
import type { MemoryState } from './memory-state.ts';
import { storeLog } from './store-in-order.ts';

/**
 * The provisioning log in memory.
 *
 * @example
 * await memoryLog(emptyState()).prune('2026-01-31T12:00:00.000Z'); // 0
 */
export function memoryLog(state: MemoryState): ProvisioningLog {
  return {
    append: async (tenant, entries) => storeLog(state, tenant, entries),
    read: async (tenant, { before, limit }) =>
      state.log
        .filter((line) => line.tenant === tenant && (before === undefined || line.seq < before))
        .toReversed()
        .slice(0, limit)
        .map(({ entry, seq }) => ({ ...entry, seq })),
    prune: async (before) => {
      const kept = state.log.filter(({ entry }) => entry.at >= before);
      const pruned = state.log.length - kept.length;
      state.log = kept;
      return pruned;
    },
  };
}
