// @ts-check

/**
 * A finding of a check, with its reason and remedy.
 *
 * @typedef {{ what: string, why: string, instead: string }} Problem
 * @typedef {Problem & { file: string, line: number }} Violation a problem at a place in a source
 */

/**
 * @param {string} where a package or a file
 * @param {Problem} problem
 */
export function printProblem(where, { what, why, instead }) {
  return `${where}  ${what}\n  why      ${why}\n  instead  ${instead}\n`;
}

/** @param {Violation} violation */
export function printViolation({ file, line, ...problem }) {
  return printProblem(`${file}:${line}`, problem);
}

/**
 * The line, counted from 1, of an offset in a text.
 *
 * @param {string} text
 * @param {number} offset
 */
export function lineAt(text, offset) {
  return text.slice(0, Math.max(0, offset)).split('\n').length;
}
