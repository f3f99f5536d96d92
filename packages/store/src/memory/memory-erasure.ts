import { ERASED, type ErasureStore } from '../erasure-store.ts';
import type { TenantId } from '../tenant-id.ts';
import { deliveryOf, type MemoryState } from './memory-state.ts';

/**
 * Erasure in memory.
 *
 * @example
 * const nothing = { entries: [], quotes: [], events: [], tokens: [], labelledTokens: [], labelledHandOvers: [] };
 * await memoryErasure(emptyState()).erase(tenant, nothing, true); // 0
 */
export function memoryErasure(state: MemoryState): ErasureStore {
  const nothingQuoted = {
    detail: undefined,
    changed: [],
    written: [],
    ignored: [],
    leftOut: [],
    filter: undefined,
  };
  return {
    erase: async (tenant, traces, isHeard) => {
      const [entries, quotes, events] = [traces.entries, traces.quotes, traces.events].map(
        (seqs) => new Set(seqs),
      );
      state.log = state.log
        .filter((one) => one.tenant !== tenant || !entries?.has(one.seq))
        .map((one) =>
          one.tenant === tenant && quotes?.has(one.seq)
            ? { ...one, entry: { ...one.entry, ...nothingQuoted } }
            : one,
        );
      let waiting = 0;
      state.events = state.events.filter(({ tenant: of, seq }) => {
        if (of !== tenant || !events?.has(seq)) return true;
        const delivery = deliveryOf(state, seq);
        if (delivery.settled === undefined && isHeard) {
          waiting += 1;
          state.deliveries.set(seq, { ...delivery, error: undefined, isErased: true });
          return true;
        }
        state.deliveries.delete(seq);
        return false;
      });
      for (const id of traces.tokens) {
        if (state.tokens.get(id)?.tenant === tenant) state.tokens.delete(id);
      }
      for (const id of traces.labelledTokens) relabel(state.tokens, tenant, id);
      for (const id of traces.labelledHandOvers) relabel(state.handOvers, tenant, id);
      return waiting;
    },
  };
}

interface Labelled {
  readonly tenant: TenantId;
  readonly description: string;
  readonly createdBy: string;
}

function relabel<Kept extends Labelled>(kept: Map<string, Kept>, tenant: TenantId, id: string): void {
  const known = kept.get(id);
  if (known?.tenant === tenant) kept.set(id, { ...known, description: ERASED, createdBy: ERASED });
}
