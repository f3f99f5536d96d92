// @ts-check
import { readHouse } from '../boundaries/read-house.mjs';
import { checkExamples } from './check-examples.mjs';
import { findExports } from './find-exports.mjs';
import { listExports, listReadmes } from './list-examples.mjs';
import { isOrdinary } from './names-in-reach.mjs';
import { undocumented } from './undocumented.mjs';
/** @import { Source } from '../boundaries/read-house.mjs' */

/**
 * Every violation in the repository at `root`, and how much was looked at.
 *
 * @param {string} root
 */
export function checkHouse(root) {
  const house = readHouse(root);
  const sources = house.packages.flatMap((one) => one.sources.filter(isOrdinary));
  const read = new Map(sources.map((source) => [source, findExports(source)]));
  const exportsOf = (/** @type {Source} */ source) => read.get(source) ?? findExports(source);
  const exports = listExports(house, root, exportsOf);
  const examples = [...exports.flatMap((one) => one.examples), ...listReadmes(house, root, exportsOf)];
  const { violations, stated } = checkExamples(root, house, exports, examples);
  return {
    violations: [...exports.flatMap(undocumented), ...violations],
    counts: { exports: exports.length, examples: examples.length, stated },
  };
}
