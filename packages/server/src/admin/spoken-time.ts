/**
 * A stored time as a sentence has it.
 *
 * @example
 * spokenTime('2026-01-31T12:00:00.000Z'); // '2026-01-31 at 12:00 UTC'
 */
export function spokenTime(at: string): string {
  return `${at.slice(0, 10)} at ${at.slice(11, 16)} UTC`;
}
