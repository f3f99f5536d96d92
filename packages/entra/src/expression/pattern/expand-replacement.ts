import type { Pattern } from './compile-pattern.ts';
import type { CountWork, Match } from './find-match.ts';

/**
 * What takes the place of a match: the replacement with its substitutions filled in, as in .NET. `$1`, `${1}` and `${name}`
 * are groups, `$&` is the match, `$_` the text, and `$$` a dollar sign. What is none of these stays as it is written.
 */
export function expandReplacement(
  replacement: string,
  pattern: Pattern,
  text: string,
  match: Match,
  countWork: CountWork,
): string {
  const [{ start, end }] = match;
  const partFor = (written: string, name: string | undefined, sign: string | undefined): string => {
    switch (sign) {
      case '$':
        return '$';
      case '&':
        return text.slice(start, end);
      case '_':
        return text;
      case '`':
        return text.slice(0, start);
      case "'":
        return text.slice(end);
      case '+':
        return groupText(text, match, pattern.groups - 1);
      default: {
        const group = pattern.names.get(name ?? '') ?? Number(name);
        return group < pattern.groups ? groupText(text, match, group) : written;
      }
    }
  };
  countWork(replacement.length);
  return replacement.replace(
    /\$(?:(\d{1,9})|\{(\w{1,100})\}|([$&_`'+]))/g,
    (written: string, number?: string, name?: string, sign?: string) => {
      const part = partFor(written, number ?? name, sign);
      countWork(part.length);
      return part;
    },
  );
}

/** The text of a group; empty if it took no part. */
export function groupText(text: string, match: Match, group: number): string {
  const span = match[group];
  return span === undefined ? '' : text.slice(span.start, span.end);
}
