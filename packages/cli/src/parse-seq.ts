import { InvalidArgumentError } from 'commander';

/**
 * Reads the number of an event or of an entry.
 *
 * @throws InvalidArgumentError in words that say what it may be
 *
 * @example
 * parseSeq('17'); // 17
 */
export function parseSeq(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(
    'It must be the number of an event or of an entry, as a list of them shows it.',
  );
}
