import { mayBeHeard, type ListenerStore } from '../listener-store.ts';
import type { StoredEvent } from '../outbox.ts';
import { deliveryOf, type MemoryState } from './memory-state.ts';

/**
 * The recorded hosts, in memory.
 *
 * @example
 * await memoryListeners(emptyState()).read(); // { since: undefined, last: undefined }
 */
export function memoryListeners(state: MemoryState): ListenerStore {
  return {
    recordHost: async (at, isListening) => {
      const { since = at, last } = state.listening;
      const isLater = isListening && (last === undefined || last < at);
      state.listening = { since, last: isLater ? at : last };
    },
    read: async () => state.listening,
    pruneUnheard: async (before) => {
      if (mayBeHeard(state.listening, before)) return 0;
      const isUnheard = ({ seq, at }: StoredEvent): boolean =>
        at < before && deliveryOf(state, seq).settled === undefined;
      const unheard = state.events.filter(isUnheard);
      state.events = state.events.filter((event) => !isUnheard(event));
      for (const { seq } of unheard) state.deliveries.delete(seq);
      return unheard.length;
    },
  };
}
