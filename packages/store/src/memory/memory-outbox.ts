import type { Outbox } from '../outbox.ts';
import type { MemoryState } from './memory-state.ts';

/**
 * Events in memory.
 *
 * @example
 * await memoryOutbox(emptyState()).read({ tenant: undefined, after: 0, limit: 10 }); // []
 */
export function memoryOutbox(state: MemoryState): Outbox {
  return {
    read: async ({ tenant, after, limit }) =>
      state.events
        .filter((event) => event.seq > after && (tenant === undefined || event.tenant === tenant))
        .slice(0, limit),
  };
}
