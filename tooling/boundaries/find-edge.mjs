// @ts-check
import { edges } from './edges.mjs';

/**
 * The row of the table that speaks for a package.
 *
 * @param {string} folder
 */
export function findEdge(folder) {
  return edges.find(({ from }) => covers(from, folder));
}

/**
 * @param {string} pattern a folder, or `parent/*`
 * @param {string} folder
 */
export function covers(pattern, folder) {
  return pattern.endsWith('/*') ? folder.startsWith(pattern.slice(0, -1)) : pattern === folder;
}
