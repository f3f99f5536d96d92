// @ts-check
/** @import { Violation } from '../workspace/problem.mjs' */
/** @import { Documented } from './list-examples.mjs' */

/** Why a public name that can be called needs an example. */
export const NO_EXAMPLE = {
  why: 'a call is the shortest description of a call',
  instead: 'add @example with a line that compiles; // and a literal after it states the value',
};

/**
 * What an exported name lacks. Whether a const is a function is found by the compiler: see `writeConsts`.
 *
 * @param {Documented} documented
 * @returns {Violation[]}
 */
export function undocumented({ file, line, name, kind, isPublic, saysWhat, examples }) {
  if (name === '') {
    const why =
      'the comment of a name stands at its declaration; a separate export hides which names have one';
    const instead = 'write export before the declaration; index.ts passes it on by export { … } from';
    return [{ file, line, what: 'an export that is not a declaration', why, instead }];
  }
  if (!isPublic) return [];
  const needsExample = ['function', 'class'].includes(kind) && examples.length === 0;
  return [
    ...(saysWhat
      ? []
      : [
          {
            file,
            line,
            what: `${kind} ${name} has no TSDoc comment directly before it`,
            why: 'users of a public name do not read its body',
            instead: 'say in a sentence what it is, its units, what it throws and its source',
          },
        ]),
    ...(needsExample ? [{ file, line, what: `${kind} ${name} has no @example`, ...NO_EXAMPLE }] : []),
  ];
}

/** `true` is assignable to it unless the value can be called. */
const NO_FUNCTION = 'type NoFunction<T> = T extends (...args: never[]) => unknown ? false : true;';

/**
 * A module with one line for each public const that has no example. The compiler rejects the line of a const that is a
 * function. The source text alone does not show that: `define('string')` may be either.
 *
 * @param {readonly Documented[]} exports
 * @param {(path: string) => string} specifierOf
 * @returns {{ text: string, constOfLine: ReadonlyMap<number, { file: string, line: number, what: string }> }}
 */
export function writeConsts(exports, specifierOf) {
  const consts = exports.filter(
    ({ kind, isPublic, examples }) => isPublic && kind === 'const' && examples.length === 0,
  );
  const lines = consts.map(
    ({ name, file }, i) =>
      `import { ${name} as c${i} } from '${specifierOf(file)}'; export const n${i}: NoFunction<typeof c${i}> = true;`,
  );
  return {
    text: `${[NO_FUNCTION, ...lines].join('\n')}\n`,
    constOfLine: new Map(
      consts.map(({ file, line, name }, i) => [
        i + 2,
        { file, line, what: `const ${name} is a function and has no @example` },
      ]),
    ),
  };
}
