/** A part of a format: text that stands as it is, or a letter with its count, such as `yyyy`. */
export type FormatPart =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'field'; readonly letter: FieldLetter; readonly count: number };

const LETTERS = ['d', 'f', 'F', 'g', 'h', 'H', 'K', 'm', 'M', 's', 't', 'y', 'z'] as const;

/** The letters of .NET's custom date formats. */
export type FieldLetter = (typeof LETTERS)[number];

/**
 * .NET's standard formats of one letter, in the invariant culture.
 *
 * @see https://learn.microsoft.com/dotnet/standard/base-types/standard-date-and-time-format-strings
 */
const STANDARD: ReadonlyMap<string, string> = new Map([
  ['d', 'MM/dd/yyyy'],
  ['D', 'dddd, dd MMMM yyyy'],
  ['f', 'dddd, dd MMMM yyyy HH:mm'],
  ['F', 'dddd, dd MMMM yyyy HH:mm:ss'],
  ['g', 'MM/dd/yyyy HH:mm'],
  ['G', 'MM/dd/yyyy HH:mm:ss'],
  ['m', 'MMMM dd'],
  ['M', 'MMMM dd'],
  ['o', "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK"],
  ['O', "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK"],
  ['r', "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'"],
  ['R', "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'"],
  ['s', "yyyy'-'MM'-'dd'T'HH':'mm':'ss"],
  ['t', 'HH:mm'],
  ['T', 'HH:mm:ss'],
  ['u', "yyyy'-'MM'-'dd HH':'mm':'ss'Z'"],
  ['U', 'dddd, dd MMMM yyyy HH:mm:ss'],
  ['y', 'yyyy MMMM'],
  ['Y', 'yyyy MMMM'],
]);

const MAX_LENGTH = 200;

/**
 * Reads a date format of .NET.
 *
 * @returns undefined if it is empty, has a quote that is not closed or more than 200 characters, or is one letter that is no
 *   standard format
 */
export function parseDateFormat(format: string): readonly FormatPart[] | undefined {
  const text = format.length === 1 ? (STANDARD.get(format) ?? '') : format;
  if (text === '' || text.length > MAX_LENGTH) return undefined;
  const parts: FormatPart[] = [];
  for (let at = 0; at < text.length;) {
    const char = text.charAt(at);
    const letter = LETTERS.find((letter) => letter === char);
    if (letter !== undefined) {
      const count = countAt(text, at);
      if ((letter === 'f' || letter === 'F') && count > 7) return undefined;
      parts.push({ kind: 'field', letter, count });
      at += count;
    } else if (char === '"' || char === "'") {
      const end = text.indexOf(char, at + 1);
      if (end < 0) return undefined;
      parts.push({ kind: 'literal', text: text.slice(at + 1, end) });
      at = end + 1;
    } else if (char === '%') {
      at += 1;
    } else {
      if (char === '\\') at += 1;
      parts.push({ kind: 'literal', text: text.charAt(at) });
      at += 1;
    }
  }
  return parts;
}

function countAt(text: string, at: number): number {
  let end = at + 1;
  while (text.charAt(end) === text.charAt(at)) end += 1;
  return end - at;
}

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** From Sunday. */
export const dayNames = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const;
