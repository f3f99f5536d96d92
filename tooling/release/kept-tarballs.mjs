// @ts-check
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { hashFiles } from '../workspace/hash-files.mjs';
import { workspaceFolders } from '../workspace/workspace-folders.mjs';
/** @import { Packed } from './pack-packages.mjs' */

/** @typedef {{ stamp: string, packed: (Packed & { sha256: string })[] }} Kept */

const LIST = 'packed.json';

/**
 * Copies the tarballs of an earlier packing if they were packed from the same input and are complete. The copies are
 * hashed, so that a packing at the same time cannot replace one.
 *
 * @param {string} folder where `keepTarballs` put them
 * @param {string} stamp of what would be packed now
 * @param {string} into
 * @returns {Packed[] | undefined} undefined when they must be packed
 */
export function takeKeptTarballs(folder, stamp, into) {
  const kept = readKept(folder);
  if (kept?.stamp !== stamp) return undefined;
  /** @type {Packed[]} */
  const taken = [];
  for (const { sha256, ...one } of kept.packed) {
    const tarball = join(into, basename(one.tarball));
    if (!copied(one.tarball, tarball) || sha256Of(tarball) !== sha256) return undefined;
    taken.push({ ...one, tarball });
  }
  return taken;
}

/**
 * Keeps tarballs for the next packing of the same input. The list is written last, so that half a packing does not count.
 *
 * @param {string} folder
 * @param {string} stamp
 * @param {readonly Packed[]} packed
 */
export function keepTarballs(folder, stamp, packed) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const kept = packed.map((one) => {
    const tarball = join(folder, basename(one.tarball));
    copyFileSync(one.tarball, tarball);
    return { ...one, tarball, sha256: sha256Of(tarball) };
  });
  writeFileSync(join(folder, LIST), JSON.stringify({ stamp, packed: kept }));
}

/**
 * @param {string} folder
 * @returns {Kept | undefined}
 */
function readKept(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, LIST), 'utf8'));
  } catch {
    return undefined; // nothing is kept yet, or the list is being written
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
function copied(from, to) {
  try {
    copyFileSync(from, to);
    return true;
  } catch {
    return false; // another packing is replacing it
  }
}

/** @param {string} path */
function sha256Of(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

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
