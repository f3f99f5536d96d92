// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findExports } from './find-exports.mjs';
import { entriesOf, namesInReach } from './names-in-reach.mjs';
import { fencedCode, readComment } from './read-comment.mjs';
/** @import { House, Source } from '../boundaries/read-house.mjs' */
/** @import { Reach } from './names-in-reach.mjs' */
/** @import { Snippet } from './read-comment.mjs' */

/** The folders whose exported names are documented; an app exports nothing. */
const DOCUMENTED = /^(?:packages|connectors)\//;

/**
 * @typedef {Snippet & { file: string, of: string, reach: Reach }} Example
 *
 * @typedef {object} Documented an exported name with the contents of its comment
 * @property {string} file
 * @property {number} line
 * @property {string} name
 * @property {string} kind
 * @property {boolean} isPublic whether an entry of its package exports it
 * @property {boolean} saysWhat
 * @property {readonly Example[]} examples
 */

/**
 * Every exported name of the packages and connectors, and every example: those of the names, and the code of the
 * READMEs.
 *
 * @param {House} house
 * @param {string} root
 * @returns {{ exports: Documented[], examples: Example[] }}
 */
export function listExamples(house, root) {
  const ordinary = house.packages.flatMap((one) => one.sources.filter(({ isTest }) => !isTest));
  const read = new Map(ordinary.map((source) => [source, findExports(source)]));
  const exportsOf = (/** @type {Source} */ source) => read.get(source) ?? findExports(source);
  const reachOf = namesInReach(house, root, exportsOf);
  const packages = house.packages.filter(({ folder }) => DOCUMENTED.test(folder));

  const exports = packages.flatMap((one) => {
    const publicNames = new Set(entriesOf(one).flatMap((entry) => exportsOf(entry).names));
    const sources = one.sources.filter(({ isTest }) => !isTest);
    return sources.flatMap((source) => {
      const { ofPublic, ofInternal } = reachOf(one.folder, source);
      return exportsOf(source).declared.map(({ name, kind, line, comment }) => {
        const { saysWhat, examples } = comment ? readComment(comment) : { saysWhat: false, examples: [] };
        const isPublic = publicNames.has(name);
        const shared = { file: source.path, of: name, reach: isPublic ? ofPublic : ofInternal };
        const named = examples.map((snippet) => ({ ...snippet, ...shared }));
        return { file: source.path, line, name, kind, isPublic, saysWhat, examples: named };
      });
    });
  });

  const ofReadmes = ['', ...packages.map(({ folder }) => folder)].flatMap((folder) => {
    const file = join(folder, 'README.md');
    if (!existsSync(join(root, file))) return [];
    const shared = { file, of: 'this page', reach: reachOf(folder).ofPage };
    return fencedCode(readFileSync(join(root, file), 'utf8')).map((snippet) => ({ ...snippet, ...shared }));
  });
  return { exports, examples: [...exports.flatMap((one) => one.examples), ...ofReadmes] };
}
