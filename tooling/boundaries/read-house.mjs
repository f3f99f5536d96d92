// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceFolders } from '../workspace/workspace-folders.mjs';
import { readSource } from './read-source.mjs';
/** @import { Source } from './read-source.mjs' */

/**
 * @typedef {object} Manifest
 * @property {string} name
 * @property {Record<string, unknown>} [exports]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, string>} [devDependencies]
 *
 * @typedef {object} Package
 * @property {string} name
 * @property {string} folder from the root, as `packages/core`
 * @property {Manifest} manifest
 * @property {string} manifestText
 * @property {readonly Source[]} sources
 *
 * @typedef {{ root: Manifest, packages: readonly Package[] }} House
 */

/**
 * Everything the rules look at, read once.
 *
 * @param {string} root
 * @returns {House}
 */
export function readHouse(root) {
  const packages = workspaceFolders(root).map((folder) => {
    const manifestText = readFileSync(join(root, folder, 'package.json'), 'utf8');
    /** @type {Manifest} */
    const manifest = JSON.parse(manifestText);
    return { name: manifest.name, folder, manifest, manifestText, sources: readSources(root, folder) };
  });
  return { root: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')), packages };
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
