import { parseDateFormat } from './date-format.ts';
import type { Instant } from './instant.ts';
import { readDate } from './read-date.ts';

const DATES = [
  'yyyy-M-d',
  'yyyy/M/d',
  'M/d/yyyy',
  'd MMM yyyy',
  'd MMMM yyyy',
  'MMM d, yyyy',
  'MMMM d, yyyy',
  'ddd, d MMM yyyy',
  'dddd, d MMMM yyyy',
] as const;
const TIMES = ['H:m:s.FFFFFFF', 'H:m', 'h:m:s tt', 'h:m tt'] as const;

/** The forms of a date that .NET reads without a format, as far as they are known here. A date may stand alone. */
const FORMATS = DATES.flatMap((date) => [
  date,
  ...TIMES.flatMap((time) => [`${date} ${time}`, ...(date === 'yyyy-M-d' ? [`${date}'T'${time}`] : [])]),
]).flatMap((format) =>
  [`${format}K`, `${format} zzz`, `${format} 'GMT'`].map((each) => parseDateFormat(each) ?? []),
);

const MAX_LENGTH = 100;

/**
 * Reads a date in a usual form: year first or as in the United States, with month names in English, with or without a time,
 * a half of the day and an offset. Without an offset it is UTC.
 *
 * @returns undefined if it is in no such form
 */
export function readAnyDate(text: string): Instant | undefined {
  const trimmed = text.length > MAX_LENGTH ? '' : text.trim();
  if (trimmed === '') return undefined;
  for (const format of FORMATS) {
    const read = readDate(trimmed, format, 0n);
    if (read !== undefined) return read.instant;
  }
  return undefined;
}
