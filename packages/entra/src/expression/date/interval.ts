import {
  daysIn,
  floorDivide,
  inRange,
  instantOf,
  partsOf,
  weekdayOf,
  TICKS_PER_DAY,
  TICKS_PER_HOUR,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
  type Instant,
} from './instant.ts';

/** The intervals of `DateAdd` and `DateDiff`: years, months, days, weeks, hours, minutes and seconds. */
export const intervals = ['yyyy', 'm', 'd', 'ww', 'h', 'n', 's'] as const;

/** One interval. */
export type Interval = (typeof intervals)[number];

const TICKS = {
  d: TICKS_PER_DAY,
  ww: 7n * TICKS_PER_DAY,
  h: TICKS_PER_HOUR,
  n: TICKS_PER_MINUTE,
  s: TICKS_PER_SECOND,
} as const;

/** A moment and some intervals later. A month later than January 31 is the last day of February, as in .NET. */
export function addInterval(interval: Interval, count: bigint, instant: Instant): Instant | undefined {
  if (interval !== 'yyyy' && interval !== 'm') return inRange(instant + count * TICKS[interval]);
  const parts = partsOf(instant);
  const months = BigInt(parts.year * 12 + parts.month - 1) + count * (interval === 'yyyy' ? 12n : 1n);
  const year = Number(floorDivide(months, 12n));
  const month = Number(months - floorDivide(months, 12n) * 12n) + 1;
  return instantOf({ ...parts, year, month, day: Math.min(parts.day, daysIn(year, month)) });
}

/**
 * How many intervals lie between two moments, by the rules of Visual Basic: days and shorter ones are counted whole, weeks by
 * the Sundays between them, months and years by the calendar.
 */
export function countIntervals(interval: Interval, from: Instant, to: Instant): bigint {
  switch (interval) {
    case 'yyyy':
      return BigInt(partsOf(to).year - partsOf(from).year);
    case 'm':
      return BigInt((partsOf(to).year - partsOf(from).year) * 12 + partsOf(to).month - partsOf(from).month);
    case 'ww':
      return (sundayBefore(to) - sundayBefore(from)) / 7n;
    default:
      return (to - from) / TICKS[interval];
  }
}

/** The day, counted from 1970, of the Sunday of a week. */
function sundayBefore(instant: Instant): bigint {
  return floorDivide(instant, TICKS_PER_DAY) - BigInt(weekdayOf(instant));
}
