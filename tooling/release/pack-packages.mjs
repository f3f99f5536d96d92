// @ts-check
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { publicPackages } from './public-packages.mjs';
import { removeStaleOutputs } from './stale-outputs.mjs';
/** @import { PublicPackage } from './public-packages.mjs' */

/** @typedef {PublicPackage & { tarball: string }} Packed */

/**
 * Packs every public package, as it would be published, into a folder.
 *
 * @param {string} root built
 * @param {string} into
 * @param {NodeJS.ProcessEnv} env with pnpm on its PATH
 * @returns {Packed[]}
 */
export function packPackages(root, into, env) {
  return publicPackages(root).map((one) => {
    const cwd = join(root, one.folder);
    if (existsSync(join(cwd, 'dist'))) removeStaleOutputs(join(cwd, 'dist'));
    const output = execFileSync('pnpm', ['pack', '--json', '--pack-destination', into], {
      cwd,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return { ...one, tarball: JSON.parse(output).filename };
  });
}
