// @ts-check
/** @import { Tarball } from './read-tarball.mjs' */

/**
 * @typedef {object} Problem
 * @property {string} what
 * @property {string} why
 * @property {string} instead what to do
 *
 * @typedef {(tarball: Tarball) => Iterable<Problem>} Rule
 */

/**
 * @param {string} where the package, or the file
 * @param {Problem} problem
 */
export function printProblem(where, { what, why, instead }) {
  return `${where}  ${what}\n  why      ${why}\n  instead  ${instead}\n`;
}
