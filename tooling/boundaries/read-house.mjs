// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SOURCE_CONDITION } from '../release/manifest.mjs';
import { packageFolders } from '../workspace/workspace-folders.mjs';
/** @import { Exports } from '../release/manifest.mjs' */

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
 * @property {Readonly<Record<string, string>>} entries the source of each exported subpath: `./admin`, and the path from `src`
 * @property {readonly Source[]} sources
 *
 * @typedef {{ packages: readonly Package[] }} House
 */

/**
 * Reads everything that the rules need, once.
 *
 * @param {string} root
 * @returns {House}
 */
export function readHouse(root) {
  const packages = packageFolders(root).map((folder) => {
    /** @type {{ name: string, exports?: Exports }} */
    const { name, exports } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    return { name, folder, entries: entriesIn(exports), sources: readSources(root, folder) };
  });
  return { packages };
}

/**
 * `src/index.ts` is an entry even of a package without `exports`.
 *
 * @param {Exports} [exports]
 */
function entriesIn(exports = {}) {
  const entries = Object.entries(exports).flatMap(([subpath, target]) => {
    const [, file] =
      /^\.\/src\/(.+)$/.exec((typeof target === 'object' && target[SOURCE_CONDITION]) || '') ?? [];
    return file === undefined ? [] : [[subpath, file]];
  });
  return { '.': 'index.ts', ...Object.fromEntries(entries) };
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
