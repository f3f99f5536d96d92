import { InvalidArgumentError } from 'commander';

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Reads a time of the command line: a date, or how long ago, such as `30m`, `12h` or `3d`.
 *
 * @throws InvalidArgumentError in words that say what it may be
 *
 * @example
 * parseTime('2026-01-31T12:00:00Z').toISOString(); // '2026-01-31T12:00:00.000Z'
 */
export function parseTime(text: string): Date {
  const [, number, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (number !== undefined && unit !== undefined) {
    return new Date(Date.now() - Number(number) * (UNITS[unit] ?? 0));
  }
  const date = new Date(text);
  if (!Number.isNaN(date.getTime())) return date;
  throw new InvalidArgumentError(
    'It must be a date, such as 2027-12-31, or how long ago, such as 12h or 3d.',
  );
}
