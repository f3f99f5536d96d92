import { parseDateFormat, type FormatPart } from '../date/date-format.ts';
import { fileTimeOf, instantOfFileTime } from '../date/file-time.ts';
import { dateText, formatDate } from '../date/format-date.ts';
import { inRange, TICKS_PER_MS, type Instant } from '../date/instant.ts';
import { addInterval, countIntervals, intervals, type Interval } from '../date/interval.ts';
import { readDate } from '../date/read-date.ts';
import type { ExpressionFunction, Given } from '../expression-function.ts';

/** The functions for dates, all of them in UTC. */
export const dateFunctions: readonly ExpressionFunction[] = [
  {
    name: 'CDate',
    parameters: [{ name: 'expression', kind: 'date' }],
    result: 'date',
    says: 'A date in a usual form, converted to UTC.',
    evaluate: (given) => textOf(given.date(0)),
  },
  {
    name: 'Now',
    parameters: [],
    result: 'date',
    says: 'The current time.',
    evaluate: (given) => textOf(now(given)),
  },
  {
    name: 'DateAdd',
    parameters: [
      { name: 'interval', kind: 'interval' },
      { name: 'value', kind: 'integer' },
      { name: 'dateTime', kind: 'date' },
    ],
    result: 'date',
    says: 'A date and some intervals later, or earlier for a negative number.',
    evaluate: (given) => {
      const date = given.date(2);
      const count = given.integer(1) ?? given.fail(1, { expected: 'an integer', found: 'no value' });
      if (date === null) return null;
      return textOf(
        addInterval(intervalAt(given), count, date) ??
          given.fail(1, { expected: 'a result in the years 1 to 9999', found: 'another year' }),
      );
    },
  },
  {
    name: 'DateDiff',
    parameters: [
      { name: 'interval', kind: 'interval' },
      { name: 'date1', kind: 'date' },
      { name: 'date2', kind: 'date' },
    ],
    result: 'integer',
    says: 'How many intervals lie between two dates. Negative if the second is earlier.',
    evaluate: (given) => {
      const [from, to] = [given.date(1), given.date(2)];
      return from === null || to === null ? null : String(countIntervals(intervalAt(given), from, to));
    },
  },
  {
    name: 'FormatDateTime',
    parameters: [
      { name: 'source', kind: 'text' },
      { name: 'dateTimeStyles', kind: 'text', isOptional: true },
      { name: 'inputFormat', kind: 'text' },
      { name: 'outputFormat', kind: 'text' },
    ],
    result: 'text',
    says: 'A date that is read by one format of .NET and written by another.',
    evaluate: formatDateTime,
  },
  {
    name: 'DateFromNum',
    parameters: [{ name: 'value', kind: 'integer' }],
    result: 'date',
    says: 'The date of a file time of Active Directory: 100 nanoseconds since 1601.',
    evaluate: (given) => {
      const fileTime = given.integer(0);
      if (fileTime === null) return null;
      const expected = 'a file time of the years 1601 to 9999';
      return textOf(instantOfFileTime(fileTime) ?? given.fail(0, { expected, found: 'another integer' }));
    },
  },
  {
    name: 'NumFromDate',
    parameters: [{ name: 'value', kind: 'date' }],
    result: 'integer',
    says: 'The file time of Active Directory for a date.',
    evaluate: (given) => {
      const date = given.date(0);
      return date === null ? null : String(fileTimeOf(date));
    },
  },
];

function textOf(instant: Instant | null): string | null {
  return instant === null ? null : dateText(instant);
}

function now({ context, fail }: Given): Instant {
  const ms = context.now();
  const instant = Number.isSafeInteger(Math.trunc(ms))
    ? inRange(BigInt(Math.trunc(ms)) * TICKS_PER_MS)
    : undefined;
  return instant ?? fail(-1, { expected: 'a clock in the years 1 to 9999', found: 'another time' });
}

function intervalAt(given: Given): Interval {
  const text = given.text(0);
  return (
    intervals.find((interval) => interval === text) ??
    given.fail(0, { expected: `one of ${intervals.join(', ')}`, found: 'another text' })
  );
}

/** The names of .NET's DateTimeStyles. Only those about blanks change what is read here: all is in UTC. */
const STYLES = [
  'None',
  'AllowLeadingWhite',
  'AllowTrailingWhite',
  'AllowInnerWhite',
  'AllowWhiteSpaces',
  'NoCurrentDateDefault',
  'AdjustToUniversal',
  'AssumeLocal',
  'AssumeUniversal',
  'RoundtripKind',
] as const;

const DEFAULT_STYLES = 'RoundtripKind, AllowLeadingWhite, AllowTrailingWhite';

function formatDateTime(given: Given): string | null {
  const source = given.text(0);
  if (source === null) return null;
  const styles = (given.text(1) || DEFAULT_STYLES).split(',').map((style) => style.trim());
  if (!styles.every((style) => STYLES.some((known) => known === style))) {
    given.fail(1, { expected: `names of ${STYLES.join(', ')}`, found: 'another name' });
  }
  const allows = (style: string): boolean => styles.includes(style) || styles.includes('AllowWhiteSpaces');
  const start = allows('AllowLeadingWhite') ? source.trimStart() : source;
  const text = allows('AllowTrailingWhite') ? start.trimEnd() : start;
  const [input, output] = [formatAt(given, 2), formatAt(given, 3)];
  const read = readDate(text, input, now(given));
  if (read === undefined)
    return given.fail(0, { expected: 'a date in the input format', found: 'another text' });
  return formatDate(read.instant, output, read.hasZone);
}

function formatAt(given: Given, nth: number): readonly FormatPart[] {
  return (
    parseDateFormat(given.text(nth) ?? '') ??
    given.fail(nth, { expected: 'a date format of .NET, such as "yyyy-MM-dd"', found: 'another text' })
  );
}
