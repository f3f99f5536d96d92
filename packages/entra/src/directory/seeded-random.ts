/** Random numbers that are the same for the same seed. They are no secrets. */
export interface SeededRandom {
  /** From 0 up to but not including 1. */
  next(): number;
  /** An integer from 0 up to but not including `limit`. */
  below(limit: number): number;
  /** True in this share of cases, from 0 to 1. */
  chance(share: number): boolean;
  /** One of the items. */
  pick<T>(items: readonly [T, ...T[]]): T;
  /** A GUID in lower case. */
  guid(): string;
}

/**
 * Random numbers from a seed, by the algorithm Mulberry32.
 *
 * @example
 * seededRandom(7).below(6) === seededRandom(7).below(6); // true
 */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const word = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const next = (): number => word() / 2 ** 32;
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (share) => next() < share,
    pick: <T>(items: readonly [T, ...T[]]): T => items[below(items.length)] ?? items[0],
    guid: () => guidOf([word(), word(), word(), word()]),
  };
}

/**
 * The GUID of an item by its number, so that others can refer to it before it is made.
 *
 * @param row - a number for the kind of item
 */
export function guidAt(seed: number, row: number, at: number): string {
  const { guid } = seededRandom(
    Math.imul(seed ^ Math.imul(row + 1, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(at, 0xc2b2ae35),
  );
  return guid();
}

function guidOf(words: readonly number[]): string {
  const hex = words.map((word) => word.toString(16).padStart(8, '0')).join('');
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4] ?? '8';
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
