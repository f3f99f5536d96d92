/** A moment in ticks of 100 nanoseconds since 1970, as exact as .NET's DateTime. */
export type Instant = bigint;

/** The parts of a moment in UTC. `fraction` is in ticks; `month` and `day` count from 1, `weekday` from 0 for Sunday. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly fraction: number;
}

export const TICKS_PER_MS = 10_000n;
export const TICKS_PER_SECOND = 10_000_000n;
export const TICKS_PER_MINUTE = 60n * TICKS_PER_SECOND;
export const TICKS_PER_HOUR = 60n * TICKS_PER_MINUTE;
export const TICKS_PER_DAY = 24n * TICKS_PER_HOUR;

/** What a DateTime of .NET can be: the years 1 to 9999. */
const FIRST = BigInt(Date.parse('0001-01-01T00:00:00Z')) * TICKS_PER_MS;
const AFTER_LAST = (BigInt(Date.parse('9999-12-31T23:59:59.999Z')) + 1n) * TICKS_PER_MS;

/** The moment, or undefined outside of the years 1 to 9999. */
export function inRange(instant: Instant): Instant | undefined {
  return FIRST <= instant && instant < AFTER_LAST ? instant : undefined;
}

/** The days or seconds in which a moment lies, rounded down also before 1970. */
export function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}

/** The day of the week, 0 for Sunday. 1970 began on a Thursday. */
export function weekdayOf(instant: Instant): number {
  return Number((((floorDivide(instant, TICKS_PER_DAY) + 4n) % 7n) + 7n) % 7n);
}

/** The parts of a moment. */
export function partsOf(instant: Instant): DateParts {
  const seconds = floorDivide(instant, TICKS_PER_SECOND);
  const date = new Date(Number(seconds) * 1_000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    fraction: Number(instant - seconds * TICKS_PER_SECOND),
  };
}

/** The moment with these parts, or undefined if there is none, such as on February 30. */
export function instantOf({
  year,
  month,
  day,
  hour,
  minute,
  second,
  fraction,
}: DateParts): Instant | undefined {
  if (year < 1 || year > 9_999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month))
    return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  // Date.UTC takes the years 0 to 99 for those of the 20th century.
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  return BigInt(date.getTime()) * TICKS_PER_MS + BigInt(fraction);
}

/** How many days a month has. */
export function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
