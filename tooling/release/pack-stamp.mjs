// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceFolders } from '../workspace/workspace-folders.mjs';

/** What no package contains: installed packages and what tools keep for themselves. */
const NOT_PACKED = new Set(['node_modules', '.turbo']);

/**
 * A hash over everything that packing reads, so that two packings with the same hash are the same: each file
 * of each package, whether `files` names it or not; the versions that `workspace:` and `catalog:` stand for;
 * the licence that pnpm takes from the root; and pnpm itself, which package.json pins.
 *
 * @param {string} root
 */
export function packStamp(root) {
  const hash = createHash('sha256');
  for (const file of [
    'package.json',
    'pnpm-workspace.yaml',
    'LICENSE',
    '.npmrc',
    ...workspaceFolders(root).flatMap(filesOf),
  ]) {
    const path = join(root, file);
    const content = existsSync(path) ? readFileSync(path) : undefined;
    // Its length too, so that no content can pass for the beginning of another file.
    hash.update(`\n${file}\n${content?.length ?? 'absent'}\n`).update(content ?? '');
  }
  return hash.digest('hex');

  /** @param {string} folder */
  function filesOf(folder) {
    /** @type {string[]} */
    const found = [];
    const walk = (/** @type {string} */ path) => {
      for (const entry of readdirSync(join(root, path), { withFileTypes: true })) {
        if (NOT_PACKED.has(entry.name)) continue;
        if (entry.isDirectory()) walk(`${path}/${entry.name}`);
        else found.push(`${path}/${entry.name}`);
      }
    };
    walk(folder);
    return found.toSorted();
  }
}
