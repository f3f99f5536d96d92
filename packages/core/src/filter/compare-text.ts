/** Moves surrogates behind the rest of the basic plane, where code point order puts the characters that they encode. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/**
 * Compares two strings by code point, as both databases do. JavaScript's `<` compares UTF-16 units.
 *
 * @returns a negative number, zero or a positive number
 *
 * @example
 * compareText('a', 'b') < 0; // true
 */
export function compareText(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at += 1) {
    const [a, b] = [left.charCodeAt(at), right.charCodeAt(at)];
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
}
