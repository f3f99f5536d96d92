/** Letters that are no base letter with a mark. `đ`, `ð`, `þ`, `ħ` and `ŋ` are not in Entra's table. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ['æ', 'ae'],
  ['Æ', 'AE'],
  ['ø', 'oe'],
  ['Ø', 'OE'],
  ['œ', 'oe'],
  ['Œ', 'OE'],
  ['ß', 'ss'],
  ['ł', 'l'],
  ['Ł', 'L'],
  ['ı', 'i'],
]);

/** German letters with two dots. */
const GERMAN: ReadonlyMap<string, string> = new Map([
  ['ä', 'ae'],
  ['ö', 'oe'],
  ['ü', 'ue'],
  ['Ä', 'Ae'],
  ['Ö', 'Oe'],
  ['Ü', 'Ue'],
]);

/** Marks that combine with the letter before them. */
const MARK = /\p{Mn}/u;

/** A text whose Latin letters have no marks: `Åkesson` becomes `Akesson`. Other letters stay. */
export function foldDiacritics(text: string): string {
  let isAfterLatin = false;
  return Array.from(text, (char) => {
    if (isAfterLatin && MARK.test(char)) return '';
    const [base = char, ...marks] = Array.from(char.normalize('NFD'));
    const isLatin = /[A-Za-z]/.test(base) || LETTERS.has(base);
    isAfterLatin = isLatin;
    return isLatin && marks.every((mark) => MARK.test(mark)) ? (LETTERS.get(base) ?? base) : char;
  }).join('');
}

/** The same by the rules of a culture: in German `ä` becomes `ae`. */
export function foldDiacriticsByCulture(text: string, culture: string): string {
  const isGerman = /^de(?:-|$)/i.test(culture);
  // Composed first, so that a letter that is written with a mark of its own is found.
  const german = Array.from(text.normalize('NFC'), (char) => GERMAN.get(char) ?? char).join('');
  return foldDiacritics(isGerman ? german : text);
}
