// @ts-check
import { delimiter } from 'node:path';
import { build } from './build.mjs';
import { findPnpm } from './find-pnpm.mjs';
import { install, requireToolchain } from './install.mjs';
import { requireNode } from './require-node.mjs';

/**
 * From a fresh clone to a built one.
 *
 * @param {string} root
 * @returns {Promise<NodeJS.ProcessEnv>} the environment with the pinned pnpm first on its PATH
 */
export async function prepare(root) {
  requireNode();
  requireToolchain(root);
  const env = { ...process.env, PATH: [await findPnpm(root), process.env['PATH']].join(delimiter) };
  await install(root, env);
  await build(root, env);
  return env;
}
