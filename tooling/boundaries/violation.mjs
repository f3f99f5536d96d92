// @ts-check
/** @import { House } from './read-house.mjs' */

/**
 * @typedef {object} Violation
 * @property {string} file
 * @property {number} line
 * @property {string} what
 * @property {string} why
 * @property {string} instead what to do
 *
 * @typedef {(house: House) => Iterable<Violation>} Rule
 */

/** @param {Violation} violation */
export function printViolation({ file, line, what, why, instead }) {
  return `${file}:${line}  ${what}\n  why      ${why}\n  instead  ${instead}\n`;
}

/**
 * The line, from 1, on which an offset of a text stands.
 *
 * @param {string} text
 * @param {number} offset
 */
export function lineAt(text, offset) {
  return text.slice(0, Math.max(0, offset)).split('\n').length;
}
