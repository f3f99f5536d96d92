/** An hour in milliseconds. */
export const HOUR_MS = 3_600_000;

/** A day in milliseconds. */
export const DAY_MS = 24 * HOUR_MS;

const UNITS = [
  ['day', DAY_MS],
  ['hour', HOUR_MS],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/**
 * A stored time as a sentence has it.
 *
 * @example
 * spokenTime('2026-01-31T12:00:00.000Z'); // '2026-01-31 at 12:00 UTC'
 */
export function spokenTime(at: string): string {
  return `${at.slice(0, 10)} at ${at.slice(11, 16)} UTC`;
}

/**
 * How long a token works, as a sentence has it.
 *
 * @example
 * spokenEnd('2026-01-31T12:00:00.000Z'); // 'until 2026-01-31 at 12:00 UTC'
 * spokenEnd(undefined); // 'until it is revoked'
 */
export function spokenEnd(expires: string | undefined): string {
  return expires === undefined ? 'until it is revoked' : `until ${spokenTime(expires)}`;
}

/**
 * A duration in the largest unit that it has two of, rounded down.
 *
 * @example
 * spokenSpan(7_200_000); // '2 hours'
 */
export function spokenSpan(milliseconds: number): string {
  const [name, size] = UNITS.find(([, unit]) => milliseconds >= 2 * unit) ?? ['second', 1_000];
  return counted(Math.floor(milliseconds / size), name);
}

/**
 * A number with its noun.
 *
 * @example
 * counted(1, 'event'); // '1 event'
 * counted(2, 'person', 'people'); // '2 people'
 */
export function counted(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
