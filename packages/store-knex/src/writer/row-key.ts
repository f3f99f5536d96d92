/**
 * What a row is found by in a map: the values of its key. None of them has a NUL in it, which core refuses.
 *
 * @example
 * rowKey('t1', 'u1') === rowKey('t1', 'u1'); // true
 */
export function rowKey(...values: readonly string[]): string {
  return values.join('\0');
}
