import type { UnitTest } from './ast.ts';

const of =
  (expression: RegExp): UnitTest =>
  (unit) =>
    expression.test(String.fromCharCode(unit));

/** `\d`, `\w` and `\s` of .NET, which are about all of Unicode. */
const isDigit = of(/\p{Nd}/u);
export const isWord = of(/[\p{L}\p{Mn}\p{Nd}\p{Pc}]/u);
const isSpace = of(/[\f\n\r\t\v\x85\p{Z}]/u);

/** The classes that `\p{…}` takes: the general categories of Unicode. */
const CATEGORIES: ReadonlyMap<string, UnitTest> = new Map(
  [
    ['L', /\p{L}/u],
    ['Lu', /\p{Lu}/u],
    ['Ll', /\p{Ll}/u],
    ['Lt', /\p{Lt}/u],
    ['Lm', /\p{Lm}/u],
    ['Lo', /\p{Lo}/u],
    ['M', /\p{M}/u],
    ['Mn', /\p{Mn}/u],
    ['Mc', /\p{Mc}/u],
    ['Me', /\p{Me}/u],
    ['N', /\p{N}/u],
    ['Nd', /\p{Nd}/u],
    ['Nl', /\p{Nl}/u],
    ['No', /\p{No}/u],
    ['P', /\p{P}/u],
    ['Pc', /\p{Pc}/u],
    ['Pd', /\p{Pd}/u],
    ['Ps', /\p{Ps}/u],
    ['Pe', /\p{Pe}/u],
    ['Pi', /\p{Pi}/u],
    ['Pf', /\p{Pf}/u],
    ['Po', /\p{Po}/u],
    ['S', /\p{S}/u],
    ['Sm', /\p{Sm}/u],
    ['Sc', /\p{Sc}/u],
    ['Sk', /\p{Sk}/u],
    ['So', /\p{So}/u],
    ['Z', /\p{Z}/u],
    ['Zs', /\p{Zs}/u],
    ['Zl', /\p{Zl}/u],
    ['Zp', /\p{Zp}/u],
    ['C', /\p{C}/u],
    ['Cc', /\p{Cc}/u],
    ['Cf', /\p{Cf}/u],
  ].map(([name, expression]) => [name as string, of(expression as RegExp)]),
);

/** The class that the name of a category of Unicode stands for. */
export function categoryCalled(name: string): UnitTest | undefined {
  return CATEGORIES.get(name);
}

/** The class of one letter after a backslash: `d`, `w`, `s`, or in upper case what is not in it. */
export function classOfLetter(letter: string): UnitTest | undefined {
  const test = { d: isDigit, w: isWord, s: isSpace }[letter.toLowerCase()];
  if (test === undefined) return undefined;
  return letter === letter.toLowerCase() ? test : (unit) => !test(unit);
}

/** The same class in either letter case. */
export function inEitherCase(test: UnitTest): UnitTest {
  return (unit) => {
    const char = String.fromCharCode(unit);
    return test(unit) || test(char.toLowerCase().charCodeAt(0)) || test(char.toUpperCase().charCodeAt(0));
  };
}
