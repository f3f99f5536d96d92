// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The folders of all workspace packages, relative to the root and sorted. They come from `pnpm-workspace.yaml`, whose
 * entries all have the form `- parent/*`, so that one expression reads them without an installed parser.
 *
 * @param {string} root
 */
export function workspaceFolders(root) {
  const workspace = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
  return [...workspace.matchAll(/^\s+- ['"]?([\w-]+)\/\*['"]?\s*$/gm)]
    .flatMap(([, parent = '']) => children(root, parent))
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .toSorted();
}

/**
 * The folders of the packages that a host or a connector is made of. A tool that has dependencies of its own is none:
 * nobody imports it.
 *
 * @param {string} root
 */
export function packageFolders(root) {
  return workspaceFolders(root).filter((folder) => !folder.startsWith('tooling/'));
}

/**
 * @param {string} root
 * @param {string} parent
 */
function children(root, parent) {
  if (!existsSync(join(root, parent))) return [];
  return readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${parent}/${entry.name}`);
}
