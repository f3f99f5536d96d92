const MIN = -(2n ** 63n);
const MAX = 2n ** 63n - 1n;

/** Longer texts are no integer of 64 bits, apart from leading zeros. */
const MAX_LENGTH = 40;

/** The integer that a text is, in decimal digits or as `&H1F`; undefined if it is none, or has more than 64 bits. */
export function integerInText(text: string): bigint | undefined {
  const trimmed = text.length > MAX_LENGTH ? '' : text.trim();
  if (!/^(?:[-+]?\d+|&H[0-9A-Fa-f]+)$/.test(trimmed)) return undefined;
  const integer = trimmed.startsWith('&H')
    ? BigInt(`0x${trimmed.slice(2)}`)
    : BigInt(trimmed.replace('+', ''));
  return integer < MIN || integer > MAX ? undefined : integer;
}
