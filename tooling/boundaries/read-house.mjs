// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceFolders } from '../workspace/workspace-folders.mjs';

/**
 * @typedef {object} Source
 * @property {string} path from the root of the repository
 * @property {string} inPackage from the package's `src`
 * @property {boolean} isTest
 * @property {string} text
 *
 * @typedef {object} Package
 * @property {string} name
 * @property {string} folder from the root, as `packages/core`
 * @property {readonly string[]} entries the files that its `exports` lead to, from its `src`
 * @property {readonly Source[]} sources
 *
 * @typedef {{ packages: readonly Package[] }} House
 */

/**
 * Everything the rules look at, read once.
 *
 * @param {string} root
 * @returns {House}
 */
export function readHouse(root) {
  const packages = workspaceFolders(root).map((folder) => {
    /** @type {{ name: string, exports?: Readonly<Record<string, unknown>> }} */
    const { name, exports = {} } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    return { name, folder, entries: entriesIn(exports), sources: readSources(root, folder) };
  });
  return { packages };
}

/**
 * @param {Readonly<Record<string, unknown>>} exports
 * @returns {readonly string[]} `index.ts` where nothing else is said
 */
function entriesIn(exports) {
  const sources = Object.values(exports).flatMap((to) =>
    typeof to === 'object' && to !== null && '@scimwright/source' in to
      ? [String(to['@scimwright/source'])]
      : [],
  );
  return sources.length === 0 ? ['index.ts'] : sources.map((path) => path.replace('./src/', ''));
}

/**
 * @param {string} root
 * @param {string} folder
 */
function readSources(root, folder) {
  const src = join(root, folder, 'src');
  if (!existsSync(src)) return [];
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .toSorted()
    .map((path) => readSource(`${folder}/src/${path}`, path, readFileSync(join(src, path), 'utf8')));
}

/**
 * @param {string} path
 * @param {string} inPackage
 * @param {string} text
 * @returns {Source}
 */
export function readSource(path, inPackage, text) {
  return { path, inPackage, isTest: /\.(test|fixture)\.ts$/.test(path), text };
}
