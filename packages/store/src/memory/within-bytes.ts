import type { Stored } from '../resource-store.ts';

/**
 * The resources that come while the bodies before them have fewer than `bytes` bytes.
 *
 * @param bytes - of UTF-8; undefined for all of them
 *
 * @example
 * withinBytes([], 262_144); // []
 */
export function withinBytes(found: readonly Stored[], bytes: number | undefined): readonly Stored[] {
  if (bytes === undefined) return found;
  let before = 0;
  const end = found.findIndex(({ body }) => {
    const isBeyond = before >= bytes;
    before += byteLength(body);
    return isBeyond;
  });
  return end < 0 ? found : found.slice(0, end);
}

/** The length of a text in UTF-8. */
function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += 1 + Number(point >= 0x80) + Number(point >= 0x8_00) + Number(point >= 0x1_00_00);
  }
  return bytes;
}
