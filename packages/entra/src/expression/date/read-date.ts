import { dayNames, monthNames, type FieldLetter, type FormatPart } from './date-format.ts';
import { inRange, instantOf, partsOf, weekdayOf, TICKS_PER_MINUTE, type Instant } from './instant.ts';

/** A date that was read: the moment in UTC, and whether the text had a zone. Without one it is taken as UTC. */
export interface ReadDate {
  readonly instant: Instant;
  readonly hasZone: boolean;
}

/** What has been read so far. A `weekday` must fit; the `half` of the day is 0 or 12. */
interface Found {
  year?: number;
  month?: number;
  day?: number;
  weekday?: number;
  hour?: number;
  half?: number;
  minute?: number;
  second?: number;
  fraction?: number;
  /** In minutes, east of Greenwich. */
  zone?: number;
}

/**
 * Reads a date by a format, as .NET's ParseExact does in the invariant culture. What the format lacks of the date is that
 * of today, or January 1 if the year is given.
 *
 * @returns undefined if the text does not fit
 */
export function readDate(text: string, format: readonly FormatPart[], today: Instant): ReadDate | undefined {
  const found: Found = {};
  let at = 0;
  for (const [nth, part] of format.entries()) {
    const length =
      part.kind === 'literal'
        ? literalLength(text, at, part, format[nth + 1])
        : readField(text, at, part, found);
    if (length === undefined) return undefined;
    at += length;
  }
  return at === text.length ? dateOf(found, today) : undefined;
}

/** .NET takes a text without the dot as well, if the fraction after it may be missing. */
function literalLength(
  text: string,
  at: number,
  { text: literal }: Extract<FormatPart, { kind: 'literal' }>,
  next: FormatPart | undefined,
): number | undefined {
  if (text.startsWith(literal, at)) return literal.length;
  return literal === '.' && next?.kind === 'field' && next.letter === 'F' ? 0 : undefined;
}

function readField(
  text: string,
  at: number,
  { letter, count }: { readonly letter: FieldLetter; readonly count: number },
  found: Found,
): number | undefined {
  const number = (min: number, max: number, take: (value: number) => void): number | undefined => {
    const digits = digitsAt(text, at, max);
    if (digits.length < min) return undefined;
    take(Number(digits));
    return digits.length;
  };
  const name = (names: readonly string[], take: (nth: number) => void): number | undefined => {
    const wanted = names.map((name) => (count > 3 ? name : name.slice(0, 3)).toLowerCase());
    const nth = wanted.findIndex((name) => text.slice(at, at + name.length).toLowerCase() === name);
    if (nth >= 0) take(nth);
    return wanted[nth]?.length;
  };
  const min = Math.min(count, 2);
  switch (letter) {
    case 'd':
      return count > 2
        ? name(dayNames, (nth) => (found.weekday = nth))
        : number(min, 2, (day) => (found.day = day));
    case 'M':
      return count > 2
        ? name(monthNames, (nth) => (found.month = nth + 1))
        : number(min, 2, (month) => (found.month = month));
    case 'y':
      return count > 2
        ? number(count, Math.max(count, 4), (year) => (found.year = year))
        : number(count, 2, (year) => (found.year = year + (year > 49 ? 1_900 : 2_000)));
    case 'h':
      return number(min, 2, (hour) => (found.hour = hour > 12 || hour === 0 ? 99 : hour % 12));
    case 'H':
      return number(min, 2, (hour) => (found.hour = hour));
    case 'm':
      return number(min, 2, (minute) => (found.minute = minute));
    case 's':
      return number(min, 2, (second) => (found.second = second));
    case 'f':
      return fractionAt(text, at, count, count, found);
    case 'F':
      return fractionAt(text, at, 0, count, found);
    case 't': {
      const half = text.slice(at, at + min).toUpperCase();
      if (half !== 'AM'.slice(0, min) && half !== 'PM'.slice(0, min)) return undefined;
      found.half = half.startsWith('P') ? 12 : 0;
      return min;
    }
    case 'g':
      return text.startsWith('A.D.', at) ? 4 : undefined;
    case 'K':
    case 'z':
      return zoneAt(text, at, letter === 'K', found);
    default:
      return letter satisfies never;
  }
}

function fractionAt(text: string, at: number, min: number, max: number, found: Found): number | undefined {
  const digits = digitsAt(text, at, max);
  if (digits.length < min) return undefined;
  found.fraction = Number(digits.padEnd(7, '0'));
  return digits.length;
}

function digitsAt(text: string, at: number, max: number): string {
  return /^\d+/.exec(text.slice(at, at + max))?.[0] ?? '';
}

function zoneAt(text: string, at: number, isOptional: boolean, found: Found): number | undefined {
  const ahead = text.slice(at, at + 6);
  if (ahead.startsWith('Z')) {
    found.zone = 0;
    return 1;
  }
  const [whole, sign, hours, minutes] = /^([-+])(\d{2}):?(\d{2})/.exec(ahead) ?? [];
  if (whole === undefined || Number(hours) > 14 || Number(minutes) > 59) return isOptional ? 0 : undefined;
  found.zone = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return whole.length;
}

function dateOf(found: Found, today: Instant): ReadDate | undefined {
  const { zone, weekday } = found;
  const hasDate = found.year !== undefined || found.month !== undefined || found.day !== undefined;
  const now = partsOf(today);
  const local = instantOf({
    year: found.year ?? now.year,
    month: found.month ?? (hasDate ? 1 : now.month),
    day: found.day ?? (hasDate ? 1 : now.day),
    hour: (found.hour ?? 0) + (found.half ?? 0),
    minute: found.minute ?? 0,
    second: found.second ?? 0,
    fraction: found.fraction ?? 0,
  });
  if (local === undefined || (weekday !== undefined && weekdayOf(local) !== weekday)) return undefined;
  const instant = inRange(local - BigInt(zone ?? 0) * TICKS_PER_MINUTE);
  return instant === undefined ? undefined : { instant, hasZone: zone !== undefined };
}
