/** Random choices from a seed. */
export interface Random {
  /** A whole number from 0, below the bound. */
  below(bound: number): number;
  /** True with this probability, from 0 to 1. */
  chance(share: number): boolean;
  pick<Item>(list: readonly Item[]): Item;
  /** At most `most` different items of a list; at least one unless the list is empty or `most` is 0. */
  some<Item>(list: readonly Item[], most: number): readonly Item[];
}

/** Opens a generator, mulberry32: the same seed gives the same choices. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  const pick = <Item>(list: readonly Item[]): Item => {
    const at = below(list.length);
    const [item] = list.slice(at, at + 1);
    if (item === undefined) throw new Error('There is nothing to pick from.');
    return item;
  };
  return {
    below,
    chance: (share) => next() < share,
    pick,
    some(list, most) {
      const left = [...list];
      const wanted = Math.min(left.length, most, 1 + below(most));
      return Array.from({ length: wanted }, () => left.splice(below(left.length), 1)).flat();
    },
  };
}
