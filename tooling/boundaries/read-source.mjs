// @ts-check
import { maskSource } from './mask-source.mjs';

/** What stands before the specifier of an import, an export-from or a dynamic import; also `import('x')` as a type. */
const BEFORE_SPECIFIER = /(?<![.\w$])(?:from\s*|import\s*\(?\s*)$/;

/**
 * @typedef {object} Source
 * @property {string} path from the root of the repository
 * @property {string} inPackage from the package's `src`
 * @property {boolean} isTest
 * @property {string} text
 * @property {string} code the text without the inside of comments and strings
 * @property {ReadonlyArray<{ specifier: string, line: number }>} imports
 */

/**
 * @param {string} path
 * @param {string} inPackage
 * @param {string} text
 * @returns {Source}
 */
export function readSource(path, inPackage, text) {
  const { code, strings } = maskSource(text);
  const imports = strings
    .filter(({ offset }) => BEFORE_SPECIFIER.test(code.slice(Math.max(0, offset - 40), offset)))
    .map(({ offset, value }) => ({ specifier: value, line: lineAt(text, offset) }));
  return { path, inPackage, isTest: /\.(test|fixture)\.ts$/.test(path), text, code, imports };
}

/**
 * @param {string} text
 * @param {number} offset
 */
export function lineAt(text, offset) {
  return text.slice(0, offset).split('\n').length;
}

/**
 * The lines on which an expression occurs.
 *
 * @param {string} text
 * @param {RegExp} expression with the flag `g`
 */
export function linesWith(text, expression) {
  return [...text.matchAll(expression)].map((match) => lineAt(text, match.index));
}
