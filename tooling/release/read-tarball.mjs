// @ts-check
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
/** @import { Manifest } from './manifest.mjs' */

/**
 * @typedef {{ text: string, isExecutable: boolean }} PackedFile
 *
 * @typedef {object} Tarball
 * @property {Manifest} manifest as it was packed
 * @property {ReadonlyMap<string, PackedFile>} files by path, as `dist/index.js`
 */

/**
 * The contents of a tarball, unpacked as by npm.
 *
 * @param {string} path
 * @returns {Tarball}
 */
export function readTarball(path) {
  const folder = mkdtempSync(join(tmpdir(), 'scimwright-tarball-'));
  try {
    execFileSync('tar', ['-xzf', path, '-C', folder]);
    const inside = join(folder, 'package');
    const files = readdirSync(inside, { recursive: true, encoding: 'utf8' })
      .filter((file) => statSync(join(inside, file)).isFile())
      .toSorted()
      .map((file) => /** @type {const} */ ([file, readPacked(join(inside, file))]));
    return {
      manifest: JSON.parse(readFileSync(join(inside, 'package.json'), 'utf8')),
      files: new Map(files),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {string} path
 * @returns {PackedFile}
 */
function readPacked(path) {
  return { text: readFileSync(path, 'utf8'), isExecutable: (statSync(path).mode & 0o111) === 0o111 };
}
