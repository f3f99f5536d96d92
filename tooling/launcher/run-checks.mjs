// @ts-check
import { join } from 'node:path';
import { announce } from './announce.mjs';
import { checks } from './checks.mjs';
import { runFolded } from './run-folded.mjs';
import { stateFolder } from './state-folder.mjs';

/**
 * Runs every check, whatever the others say: one run shows all there is to mend.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env with pnpm on its PATH
 * @returns {Promise<string[]>} the checks that failed
 */
export async function runChecks(root, env) {
  /** @type {string[]} */
  const failed = [];
  for (const check of checks) {
    const line = announce(check);
    const log = join(stateFolder(root), `${check.replace(':', '-')}.log`);
    const { ok, output } = await runFolded('pnpm', ['run', check], { cwd: root, env, log });
    if (ok) {
      line.done();
      continue;
    }
    line.failed();
    failed.push(check);
    console.log(output.trimEnd().replaceAll(/^/gm, '  '));
  }
  return failed;
}
