// @ts-check
/** @import { Violation } from '../workspace/problem.mjs' */
/** @import { Documented } from './list-examples.mjs' */

/** Why a public name that can be called has an example. */
export const NO_EXAMPLE = {
  why: 'the shortest description of a call is a call',
  instead: 'add @example with a line that compiles; // and a literal after it states the value',
};

/**
 * What is missing when it applies. That a const is a function is found by the compiler, see const-functions.mjs.
 *
 * @type {ReadonlyArray<{ applies: (of: Documented) => boolean, what: (of: Documented) => string, why: string, instead: string }>}
 */
const missing = [
  {
    applies: ({ name }) => name === '',
    what: () => 'an export that is not a declaration',
    why: 'the comment of a name stands at its declaration, and an export apart from it hides which names have one',
    instead: 'write export before the declaration; index.ts passes it on by export { … } from',
  },
  {
    applies: ({ isPublic, saysWhat }) => isPublic && !saysWhat,
    what: ({ kind, name }) => `${kind} ${name} has no TSDoc comment directly before it`,
    why: 'a public name is used by someone who does not read its body',
    instead: 'say in a sentence what it is, its units, what it throws and its source',
  },
  {
    applies: ({ isPublic, kind, examples }) =>
      isPublic && ['function', 'class'].includes(kind) && examples.length === 0,
    what: ({ kind, name }) => `${kind} ${name} has no @example`,
    ...NO_EXAMPLE,
  },
];

/**
 * What an exported name lacks.
 *
 * @param {Documented} documented
 * @returns {Violation[]}
 */
export function undocumented(documented) {
  const { file, line } = documented;
  return missing
    .filter(({ applies }) => applies(documented))
    .map(({ what, why, instead }) => ({ file, line, what: what(documented), why, instead }));
}
