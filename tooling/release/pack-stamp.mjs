// @ts-check
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hashFiles } from '../workspace/hash-files.mjs';
import { workspaceFolders } from '../workspace/workspace-folders.mjs';

/** What no package contains: installed packages and the caches of tools. */
const NOT_PACKED = new Set(['node_modules', '.turbo']);

/**
 * A hash over everything that packing reads; equal hashes mean equal tarballs. It covers every file of each package,
 * whether `files` names it or not; the versions behind `workspace:` and `catalog:`; the licence that pnpm takes from
 * the root; and pnpm itself, which package.json pins.
 *
 * @param {string} root
 */
export function packStamp(root) {
  const shared = ['package.json', 'pnpm-workspace.yaml', 'LICENSE', '.npmrc'];
  return hashFiles(root, [
    ...shared,
    ...workspaceFolders(root).flatMap((folder) => filesIn(root, folder).toSorted()),
  ]);
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
function filesIn(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !NOT_PACKED.has(name))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesIn(root, path) : [path];
    });
}
