// @ts-check
import { join } from 'node:path';
import { findPnpm } from '../launcher/prepare.mjs';
import { runToEnd } from '../workspace/run-to-end.mjs';

/**
 * Runs the pinned pnpm at the root.
 *
 * @param {string} root
 * @param {readonly string[]} args
 */
export async function runPnpm(root, args) {
  return runToEnd(join(await findPnpm(root), 'pnpm'), args, { cwd: root });
}
