import { dayNames, monthNames, type FieldLetter, type FormatPart } from './date-format.ts';
import { partsOf, weekdayOf, type DateParts, type Instant } from './instant.ts';

/** Writes a moment by a format. `K` is `Z` if the zone is known, and nothing otherwise. */
export function formatDate(instant: Instant, format: readonly FormatPart[], hasZone: boolean): string {
  const parts = partsOf(instant);
  return format.reduce((text, part, nth) => {
    if (part.kind === 'literal') return text + part.text;
    const written = writeField(part.letter, part.count, parts, instant, hasZone);
    // .NET leaves the dot before an empty `F` away.
    const dot = format[nth - 1];
    const isEmptyFraction =
      part.letter === 'F' && written === '' && dot?.kind === 'literal' && dot.text === '.';
    return isEmptyFraction ? text.slice(0, -1) : text + written;
  }, '');
}

/** The text that Entra's date functions give and take: `M/d/yyyy h:mm:ss tt`. */
export function dateText(instant: Instant): string {
  const { year, month, day, hour, minute, second } = partsOf(instant);
  const time = `${twelve(hour)}:${padded(minute, 2)}:${padded(second, 2)} ${half(hour)}`;
  return `${month}/${day}/${padded(year, 4)} ${time}`;
}

function writeField(
  letter: FieldLetter,
  count: number,
  parts: DateParts,
  instant: Instant,
  hasZone: boolean,
): string {
  const digits = Math.min(count, 2);
  switch (letter) {
    case 'd':
      return count > 2 ? named(dayNames, weekdayOf(instant), count) : padded(parts.day, count);
    case 'M':
      return count > 2 ? named(monthNames, parts.month - 1, count) : padded(parts.month, count);
    case 'y':
      return count > 2 ? padded(parts.year, count) : padded(parts.year % 100, count);
    case 'h':
      return padded(twelve(parts.hour), digits);
    case 'H':
      return padded(parts.hour, digits);
    case 'm':
      return padded(parts.minute, digits);
    case 's':
      return padded(parts.second, digits);
    case 't':
      return half(parts.hour).slice(0, digits);
    case 'f':
      return padded(parts.fraction, 7).slice(0, count);
    case 'F':
      return withoutZeros(padded(parts.fraction, 7).slice(0, count));
    case 'g':
      return 'A.D.';
    case 'K':
      return hasZone ? 'Z' : '';
    case 'z':
      return count > 2 ? '+00:00' : `+${'0'.repeat(digits)}`;
    default:
      return letter satisfies never;
  }
}

/** At the end of a text, without a regular expression, which would look at each run of zeros. */
function withoutZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charAt(end - 1) === '0') end -= 1;
  return digits.slice(0, end);
}

const padded = (value: number, digits: number): string => String(value).padStart(digits, '0');
const twelve = (hour: number): number => hour % 12 || 12;
const half = (hour: number): string => (hour < 12 ? 'AM' : 'PM');

function named(names: readonly string[], nth: number, count: number): string {
  const name = names[nth] ?? '';
  return count > 3 ? name : name.slice(0, 3);
}
