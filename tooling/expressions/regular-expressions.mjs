// @ts-check
import { parseSync, Visitor } from 'oxc-parser';

// The part of recheck that is plain JavaScript; the others are native programs.
process.env['RECHECK_SYNC_BACKEND'] = 'pure';
const { checkSync } = await import('recheck');

/**
 * Why a regular expression may take more than linear time, or undefined if it cannot. recheck judges by its structure, or
 * searches for a slow text, always with the same seed.
 *
 * @param {{ pattern: string, flags: string }} expression
 */
export function whySlow({ pattern, flags }) {
  const found = checkSync(pattern, flags, { randomSeed: 1, timeout: null });
  if (found.status === 'safe') return undefined;
  return found.status === 'vulnerable'
    ? `${found.complexity.summary}, on ${found.attack.pattern}`
    : `recheck cannot tell: ${found.error.kind}`;
}

/**
 * @typedef {object} Expression
 * @property {number} at the offset of its first character
 * @property {string} pattern
 * @property {string} flags
 *
 * @typedef {object} Found
 * @property {readonly Expression[]} expressions the literals in the source
 * @property {readonly number[]} madeAtRunTime the offsets of calls of `RegExp`, whose cost is unknown before
 */

/**
 * @param {string} path tells TypeScript from JavaScript
 * @param {string} source
 * @returns {Found}
 */
export function findExpressions(path, source) {
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  /** @type {Expression[]} */
  const expressions = [];
  /** @type {number[]} */
  const madeAtRunTime = [];
  /** @param {{ start: number, callee: { type: string, name?: unknown } }} node */
  const made = ({ start, callee }) => {
    if (callee.type === 'Identifier' && callee.name === 'RegExp') madeAtRunTime.push(start);
  };
  new Visitor({
    Literal: (node) => {
      if ('regex' in node) expressions.push({ at: node.start, ...node.regex });
    },
    NewExpression: made,
    CallExpression: made,
  }).visit(program);
  return { expressions, madeAtRunTime };
}
