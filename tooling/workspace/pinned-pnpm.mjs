// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The one version of pnpm that this repository is installed with, as `pnpm@1.2.3`.
 *
 * @param {string} root
 * @returns {string}
 */
export function pinnedPnpm(root) {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager;
}
