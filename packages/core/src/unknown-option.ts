import { didYouMean } from './did-you-mean.ts';

/**
 * What is wrong with an object of options, where one of them is read by nobody: a misspelt option would be as good as
 * left out. TypeScript says so too, but not to JavaScript, and not of an object that is made before it is passed.
 *
 * @returns undefined when each option is known
 *
 * @example
 * unknownOption({ requird: true }, ['required', 'filterable']); // 'unknown option "requird"; did you mean required?'
 */
export function unknownOption(written: object, known: readonly string[]): string | undefined {
  const unknown = Object.keys(written).find((name) => !known.includes(name));
  return unknown === undefined ? undefined : `unknown option "${unknown}"${didYouMean(unknown, known)}`;
}
