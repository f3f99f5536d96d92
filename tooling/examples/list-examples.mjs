// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fencedCode } from './fenced-code.mjs';
import { entriesOf, isOrdinary, namesInReach } from './names-in-reach.mjs';
import { readComment } from './read-comment.mjs';
/** @import { House, Source } from '../boundaries/read-house.mjs' */
/** @import { Exports } from './find-exports.mjs' */
/** @import { Reach } from './names-in-reach.mjs' */
/** @import { Snippet } from './read-comment.mjs' */

/** The folders whose exported names are documented; an app exports nothing. */
const DOCUMENTED = /^(?:packages|connectors)\//;

/**
 * @typedef {Snippet & { file: string, of: string, reach: Reach }} Example
 *
 * @typedef {object} Documented an exported name with what its comment has
 * @property {string} file
 * @property {number} line
 * @property {string} name
 * @property {string} kind
 * @property {boolean} isPublic whether an entry of its package exports it
 * @property {boolean} saysWhat
 * @property {readonly Example[]} examples
 */

/**
 * Every exported name of the packages and connectors.
 *
 * @param {House} house
 * @param {string} root
 * @param {(source: Source) => Exports} exportsOf
 * @returns {Documented[]}
 */
export function listExports(house, root, exportsOf) {
  const reachOf = namesInReach(house, root, exportsOf);
  return house.packages
    .filter(({ folder }) => DOCUMENTED.test(folder))
    .flatMap((one) => {
      const publicNames = new Set(entriesOf(one).flatMap((entry) => exportsOf(entry).names));
      return one.sources.filter(isOrdinary).flatMap((source) => {
        const { ofPublic, ofInternal } = reachOf(one.folder, source);
        return exportsOf(source).declared.map(({ name, kind, line, comment }) => {
          const { saysWhat, examples } = comment ? readComment(comment) : { saysWhat: false, examples: [] };
          const isPublic = publicNames.has(name);
          const reach = isPublic ? ofPublic : ofInternal;
          const file = source.path;
          const named = examples.map((snippet) => ({ ...snippet, file, of: name, reach }));
          return { file, line, name, kind, isPublic, saysWhat, examples: named };
        });
      });
    });
}

/**
 * The code of the README of the house, and of each package and connector.
 *
 * @param {House} house
 * @param {string} root
 * @param {(source: Source) => Exports} exportsOf
 * @returns {Example[]}
 */
export function listReadmes(house, root, exportsOf) {
  const reachOf = namesInReach(house, root, exportsOf);
  const folders = house.packages.map(({ folder }) => folder).filter((folder) => DOCUMENTED.test(folder));
  return ['', ...folders].flatMap((folder) => {
    const file = join(folder, 'README.md');
    if (!existsSync(join(root, file))) return [];
    const { ofPage } = reachOf(folder);
    return fencedCode(readFileSync(join(root, file), 'utf8')).map((snippet) => ({
      ...snippet,
      file,
      of: 'this page',
      reach: ofPage,
    }));
  });
}
