// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceFolders } from '../workspace/workspace-folders.mjs';

/**
 * The fields that a package.json may have here; the template refuses others.
 *
 * @typedef {object} Manifest
 * @property {string} name
 * @property {string} [version]
 * @property {boolean} [private]
 * @property {string} [description]
 * @property {readonly string[]} [keywords]
 * @property {string} [homepage]
 * @property {string} [bugs]
 * @property {string} [license]
 * @property {string} [type]
 * @property {{ type: string, url: string, directory: string }} [repository]
 * @property {Record<string, string>} [engines]
 * @property {Exports} [exports]
 * @property {Record<string, string>} [bin]
 * @property {readonly string[]} [files]
 * @property {boolean} [sideEffects]
 * @property {{ access: string, exports?: Exports }} [publishConfig]
 * @property {Record<string, string>} [scripts]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, Record<string, boolean>>} [peerDependenciesMeta]
 * @property {Record<string, string>} [devDependencies]
 *
 * @typedef {Record<string, string | Record<string, string>>} Exports a subpath's file, or its files by condition
 */

/** The names of this project's packages; a vendor's connector has another. */
export const OURS = /^(@scimwright\/|scimwright$|create-scim-connector$)/;

/** The condition by which this workspace resolves its packages to their sources. */
export const SOURCE_CONDITION = '@scimwright/source';

/** @typedef {{ name: string, folder: string }} PublicPackage */

/**
 * Every package of the workspace that is not private: those that are published.
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
