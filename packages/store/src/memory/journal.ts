/** Changes of maps and sets that can be undone, so that a refused batch leaves nothing. */
export interface Journal {
  set<K, V>(map: Map<K, V>, key: K, value: V): void;
  delete<K, V>(map: Map<K, V>, key: K): void;
  /** False when the set had it already. */
  add<V>(set: Set<V>, value: V): boolean;
  /** False when the set did not have it. */
  remove<V>(set: Set<V>, value: V): boolean;
  /** Undoes all changes, the last one first. */
  undo(): void;
}

/**
 * Opens a journal for one batch.
 *
 * @example
 * const journal = openJournal();
 * journal.add(names, 'ada');
 * journal.undo(); // names has no 'ada' again
 */
export function openJournal(): Journal {
  const inverses: (() => void)[] = [];
  const restore = <K, V>(map: Map<K, V>, key: K): (() => void) => {
    const old = map.get(key);
    return old === undefined ? () => map.delete(key) : () => map.set(key, old);
  };
  return {
    set: (map, key, value) => {
      inverses.push(restore(map, key));
      map.set(key, value);
    },
    delete: (map, key) => {
      inverses.push(restore(map, key));
      map.delete(key);
    },
    add: (set, value) => {
      if (set.has(value)) return false;
      inverses.push(() => set.delete(value));
      set.add(value);
      return true;
    },
    remove: (set, value) => {
      if (!set.delete(value)) return false;
      inverses.push(() => set.add(value));
      return true;
    },
    undo: () => {
      for (const inverse of inverses.toReversed()) inverse();
    },
  };
}
