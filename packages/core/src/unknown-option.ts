import { didYouMean } from './did-you-mean.ts';

/**
 * The mistake in an object of options that has an unknown one: a misspelt option would have no effect. TypeScript misses
 * it in an object that is made before it is passed, and JavaScript misses it always.
 *
 * @returns undefined if every option is known
 *
 * @example
 * unknownOption({ requird: true }, ['required', 'filterable']); // 'unknown option "requird"; did you mean required?'
 */
export function unknownOption(written: object, known: readonly string[]): string | undefined {
  const unknown = Object.keys(written).find((name) => !known.includes(name));
  return unknown === undefined ? undefined : `unknown option "${unknown}"${didYouMean(unknown, known)}`;
}
