// @ts-check
import { closing } from './closing.mjs';
import { runChecks } from './run-checks.mjs';
import { runTests } from './run-tests.mjs';

/**
 * Runs the checks, then the tests, and says at the end what to know of both. One after the other, because
 * the tests take every core already: beside them, the checks saved no time on two cores.
 *
 * @param {string} root
 * @param {readonly string[]} args vitest's
 * @param {NodeJS.ProcessEnv} env with pnpm on its PATH
 * @param {Parameters<typeof runChecks>[2] & { house?: string }} [options] `house` has the checks, if not `root`
 * @returns {Promise<number>} the code to exit with
 */
export async function runAll(root, args, env, { house = root, ...options } = {}) {
  const failed = await runChecks(house, env, options);
  const tests = await runTests(root, args, env);
  console.log(closing(house, failed, tests));
  return tests.code || (failed.length > 0 ? 1 : 0);
}
