import type { OptionValues } from '@scimwright/server/admin';
import { InvalidArgumentError } from 'commander';

/** The maximum of a count: more than a terminal shows, and few enough for one query. */
const MAX_COUNT = 1_000;

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Parses the text after an option, for each kind of option with a value. `before` is the value so far, if the option is
 * repeated.
 */
export const readOption: {
  readonly [Kind in Exclude<keyof OptionValues, 'flag'>]: (
    text: string,
    before: unknown,
  ) => OptionValues[Kind];
} = {
  text: (text) => text,
  texts: (text, before) => [...(Array.isArray(before) ? before.map(String) : []), text],
  count: readCount,
  number: readNumber,
  date: readDate,
  time: readTime,
  json: readJson,
};

function readCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= MAX_COUNT) return count;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${MAX_COUNT}.`);
}

function readNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(
    'It must be the number of an event or of an entry, as a list of them shows it.',
  );
}

function readDate(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new InvalidArgumentError('It must be a date, such as 2027-12-31.');
  return date;
}

function readTime(text: string): Date {
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

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidArgumentError('It must be JSON, such as \'{"roles":["Editor"]}\'.');
  }
}
