import { InvalidArgumentError } from 'commander';

/**
 * Reads a date of the command line.
 *
 * @throws InvalidArgumentError in words that say what it may be
 *
 * @example
 * parseDate('2027-12-31').toISOString(); // '2027-12-31T00:00:00.000Z'
 */
export function parseDate(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new InvalidArgumentError('It must be a date, such as 2027-12-31.');
  return date;
}
