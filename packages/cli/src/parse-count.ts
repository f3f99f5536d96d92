import { InvalidArgumentError } from 'commander';

/** More than a terminal shows, and little enough to be read at once. */
const MOST = 1_000;

/**
 * Reads how many of something the command line asks for.
 *
 * @throws InvalidArgumentError in words that say what it may be
 *
 * @example
 * parseCount('50'); // 50
 */
export function parseCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= MOST) return count;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${MOST}.`);
}
