// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceFolders } from '../workspace/workspace-folders.mjs';
/** @import { Manifest } from './manifest.mjs' */

/** @typedef {{ name: string, folder: string }} PublicPackage */

/**
 * What npm gets: every package of the workspace that is not private.
 *
 * @param {string} root
 * @returns {PublicPackage[]}
 */
export function publicPackages(root) {
  return workspaceFolders(root).flatMap((folder) => {
    /** @type {Manifest} */
    const { name, private: isPrivate } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    return isPrivate ? [] : [{ name, folder }];
  });
}
