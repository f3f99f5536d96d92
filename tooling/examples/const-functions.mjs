// @ts-check
/** @import { Documented } from './list-examples.mjs' */

/** `true` is assignable to it unless the value can be called. */
const NO_FUNCTION = 'type NoFunction<T> = T extends (...args: never[]) => unknown ? false : true;';

/**
 * A module with one line for each public const that has no example. The compiler objects to a line whose const is a
 * function, however it was made: text alone cannot tell `define('string')` from a string.
 *
 * @param {readonly Documented[]} exports
 * @param {(path: string) => string} specifierOf
 * @returns {{ text: string, constOfLine: ReadonlyMap<number, { file: string, line: number, what: string }> }}
 */
export function writeConsts(exports, specifierOf) {
  const consts = exports.filter(
    ({ isPublic, kind, examples }) => isPublic && kind === 'const' && examples.length === 0,
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
