import type { PlaceKind, UnitTest } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { PatternFault } from './pattern-fault.ts';
import { categoryCalled, classOfLetter } from './unit-class.ts';

/** Both `\A` and `^` are the start: the option that tells them apart is refused. */
const PLACES: ReadonlyMap<string, PlaceKind> = new Map([
  ['A', 'start'],
  ['Z', 'end'],
  ['z', 'veryEnd'],
  ['b', 'wordBoundary'],
  ['B', 'noWordBoundary'],
]);

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['a', 0x07],
  ['e', 0x1b],
  ['f', 0x0c],
  ['n', 0x0a],
  ['r', 0x0d],
  ['t', 0x09],
  ['v', 0x0b],
]);

/** Reads a place such as `\b` after its backslash, if one is there. */
export function placeAfterBackslash(cursor: Cursor): PlaceKind | undefined {
  const place = PLACES.get(cursor.ahead(1));
  if (place !== undefined) cursor.skip(1);
  return place;
}

/** Reads a class such as `\d`, or a character, after its backslash. */
export function unitAfterBackslash(cursor: Cursor): UnitTest {
  const test = classAfterBackslash(cursor);
  if (test !== undefined) return test;
  const wanted = characterAfterBackslash(cursor);
  return (unit) => unit === wanted;
}

/** Reads a class such as `\d` or `\p{L}` after its backslash, if one is there. */
export function classAfterBackslash(cursor: Cursor): UnitTest | undefined {
  const test = classOfLetter(cursor.ahead(1));
  if (test !== undefined) {
    cursor.skip(1);
    return test;
  }
  const isNegated = cursor.sees('P');
  if (!isNegated && !cursor.sees('p')) return undefined;
  const [whole, name = ''] = /^[pP]\{(\w{1,30})\}/.exec(cursor.ahead(33)) ?? [];
  const category = categoryCalled(name);
  if (whole === undefined || category === undefined) {
    throw new PatternFault(cursor.at, {
      expected: String.raw`a category of Unicode, such as \p{L} or \p{Lu}`,
      found: whole ?? 'none',
    });
  }
  cursor.skip(whole.length);
  return isNegated ? (unit) => !category(unit) : category;
}

/** Reads a character after its backslash, such as `\t`, `\x41`, `\u00C5` or `\.`. */
export function characterAfterBackslash(cursor: Cursor): number {
  const at = cursor.at;
  const letter = cursor.ahead(1);
  const control = CONTROLS.get(letter);
  if (control !== undefined) {
    cursor.skip(1);
    return control;
  }
  const [whole, two, four] = /^(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4}))/.exec(cursor.ahead(5)) ?? [];
  if (whole !== undefined) {
    cursor.skip(whole.length);
    return Number.parseInt(two ?? four ?? '', 16);
  }
  if (/[1-9k]/.test(letter)) {
    throw new PatternFault(at, {
      expected: 'a pattern that is matched in bounded time',
      found: 'a backreference',
    });
  }
  if (/[0A-Za-z]/.test(letter)) {
    throw new PatternFault(at, {
      expected: 'an escape that is known',
      found: `"${letter}" after a backslash`,
    });
  }
  return cursor.next();
}
