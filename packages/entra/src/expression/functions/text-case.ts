/** The letter case of one character. What would become several characters stays, as in .NET. */
type Change = (char: string) => string;

/** The invariant culture of .NET leaves the dotless i and the capital I with a dot alone. */
const OF_TURKISH = 'ıİ';

/** A text in lower case. Without a culture by the rules of .NET's invariant culture. */
export function lowerCase(text: string, culture?: string): string {
  return changed(text, culture, (char) => (culture ? char.toLocaleLowerCase(culture) : char.toLowerCase()));
}

/** A text in upper case. Without a culture by the rules of .NET's invariant culture: `ß` stays. */
export function upperCase(text: string, culture?: string): string {
  return changed(text, culture, (char) => (culture ? char.toLocaleUpperCase(culture) : char.toUpperCase()));
}

function changed(text: string, culture: string | undefined, change: Change): string {
  return Array.from(text, (char) => {
    if (!culture && OF_TURKISH.includes(char)) return char;
    const other = change(char);
    return other.length === char.length ? other : char;
  }).join('');
}

const LETTER = /\p{L}/u;

/** What ends a word for .NET's `TextInfo.ToTitleCase`: all but letters, marks, numbers and what Unicode leaves open. */
const BREAK = /[\p{Z}\p{Cc}\p{Cf}\p{P}\p{S}]/u;

/**
 * A text with the first letter of each word in upper case and the others in lower case. Words end at the separators; without
 * any, where .NET's `ToTitleCase` ends them. There an apostrophe ends none.
 */
export function properCase(text: string, separators: string | null): string {
  const isBreak = (char: string): boolean =>
    separators === null ? char !== "'" && BREAK.test(char) : separators.includes(char);
  let isInWord = false;
  return Array.from(lowerCase(text), (char) => {
    if (isBreak(char)) isInWord = false;
    else if (!isInWord && LETTER.test(char)) {
      isInWord = true;
      return upperCase(char);
    }
    return char;
  }).join('');
}

/** Whether a culture, such as `tr-TR`, is well formed. */
export function isCulture(culture: string): boolean {
  return /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{2,8}){0,4}$/.test(culture) && isLocale(culture);
}

function isLocale(culture: string): boolean {
  try {
    return Intl.getCanonicalLocales(culture).length === 1;
  } catch {
    return false;
  }
}
