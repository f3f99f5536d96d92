// @ts-check
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from '../launcher/steps.mjs';
import { keepTarballs, packStamp, takeKeptTarballs } from './kept-tarballs.mjs';
import { publicPackages } from './manifest.mjs';
import { removeStaleOutputs } from './stale-outputs.mjs';
/** @import { PublicPackage } from './manifest.mjs' */

/** @typedef {PublicPackage & { tarball: string }} Packed */

/**
 * Packs every public package into a folder, as for publishing. Tarballs are reused while their input is unchanged,
 * because CI needs them twice.
 *
 * @param {string} root built
 * @param {string} into
 * @param {NodeJS.ProcessEnv} env with pnpm on its PATH
 * @returns {Packed[]}
 */
export function packPackages(root, into, env) {
  const packages = publicPackages(root);
  for (const { folder } of packages) {
    const dist = join(root, folder, 'dist');
    if (existsSync(dist)) removeStaleOutputs(dist);
  }
  const kept = join(stateFolder(root), 'packed');
  const stamp = packStamp(root);
  const taken = takeKeptTarballs(kept, stamp, into);
  if (taken) return taken;

  const packed = packages.map((one) => pack(root, one, into, env));
  // A file that changed while packing makes the tarballs unreliable, so they are not kept.
  if (packStamp(root) === stamp) keepTarballs(kept, stamp, packed);
  return packed;
}

/**
 * @param {string} root
 * @param {PublicPackage} one
 * @param {string} into
 * @param {NodeJS.ProcessEnv} env
 * @returns {Packed}
 */
function pack(root, one, into, env) {
  const output = execFileSync('pnpm', ['pack', '--json', '--pack-destination', into], {
    cwd: join(root, one.folder),
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { ...one, tarball: JSON.parse(output).filename };
}
