import { compareText } from '@scimwright/core';
import type { Clash, DerivationStore } from '../derivation-store.ts';
import { recordsOf, type MemoryState } from './memory-state.ts';
import { uniqueKey } from './unique-key.ts';

/**
 * Derivations in memory.
 *
 * @example
 * await memoryDerivations(emptyState()).get('bic', 'User'); // undefined
 */
export function memoryDerivations(state: MemoryState): DerivationStore {
  const nameOf = (connector: string, type: string): string => JSON.stringify([connector, type]);
  return {
    get: async (connector, type) => state.derivations.get(nameOf(connector, type)),
    note: async (connector, type, derivation) => {
      state.derivations.set(nameOf(connector, type), derivation);
    },
    rederive: async (tenant, { type, after, limit }, derive) => {
      const records = recordsOf(state, tenant);
      const all = [...records.resources.values()].filter(
        (stored) => stored.type === type && compareText(stored.id, after) > 0,
      );
      const some = all.toSorted((one, other) => compareText(one.id, other.id)).slice(0, limit);
      const clashes: Clash[] = [];
      let changed = 0;
      for (const { id, body } of some) {
        const { document, entries } = derive(body);
        const before = new Set(records.held.get(id));
        const held = new Set<string>();
        for (const key of before) records.holders.delete(key);
        for (const entry of entries.filter(({ unique }) => unique)) {
          const key = uniqueKey(type, entry);
          if (records.holders.has(key)) {
            clashes.push({ id, path: entry.path });
          } else {
            records.holders.set(key, id);
            held.add(key);
          }
        }
        records.held.set(id, held);
        const isSame = before.size === held.size && [...before].every((key) => held.has(key));
        if (!isSame || records.documents.get(id) !== document) changed += 1;
        if (document === undefined) records.documents.delete(id);
        else records.documents.set(id, document);
      }
      return {
        last: some.length < limit ? undefined : some.at(-1)?.id,
        looked: some.length,
        changed,
        clashes,
      };
    },
  };
}
