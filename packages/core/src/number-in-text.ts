/** JSON numbers (RFC 8259 §6); an integer has no fraction and no exponent (RFC 7643 §2.3.4). */
const GRAMMAR = {
  integer: /^-?(?:0|[1-9]\d*)$/,
  decimal: /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/,
} as const;

/**
 * The number that a string holds, written as in JSON.
 *
 * @returns undefined for any other string, and for a number that is too large
 *
 * @example
 * numberInText('7', 'integer'); // 7
 */
export function numberInText(text: string, type: keyof typeof GRAMMAR): number | undefined {
  const number = GRAMMAR[type].test(text) ? Number(text) : undefined;
  return Number.isFinite(number) ? number : undefined;
}
