// @ts-check
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closingLine } from '../vitest/count-tests.mjs';
import { runChecks } from './run-checks.mjs';
import { runInFront } from './run-program.mjs';
/** @import { Count } from '../vitest/count-tests.mjs' */
/** @import { FailedCheck } from './run-checks.mjs' */

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

const reporters = ['folded-reporter', 'count-reporter'].map(
  (name) => `--reporter=${fileURLToPath(new URL(`../vitest/${name}.mjs`, import.meta.url))}`,
);

/**
 * Runs tests in front, folded: what passed is one line. The count comes back instead of being printed,
 * because it has to stand below whatever else the run has to say.
 *
 * @param {string} root
 * @param {readonly string[]} args vitest's
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ code: number, count: Count | undefined }>} no count when vitest did not come to its end
 */
async function runTests(root, args, env) {
  const folder = mkdtempSync(join(tmpdir(), 'scimwright-count-'));
  const file = join(folder, 'count.json');
  try {
    const code = await runInFront(join(root, 'node_modules/.bin/vitest'), ['run', ...reporters, ...args], {
      cwd: root,
      env: { ...env, COUNT_FILE: file },
    });
    return { code, count: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * What a run says at its end: each failed check again, then the count alone on the last line, where people
 * and CI look for it. A failed check counts as one that failed, so that no run that fails ends with
 * `0 failed`; nor does one in which vitest broke down.
 *
 * @param {string} root
 * @param {readonly FailedCheck[]} failed
 * @param {{ code: number, count: Count | undefined }} tests
 */
export function closing(root, failed, { code, count }) {
  const again = failed.length > 0 ? [repeatFailed(root, failed)] : [];
  const brokeDown = count ? [] : [`vitest ended with ${code} before it had counted the tests: see above.`];
  const { passed, skipped, ...tests } = count ?? { passed: 0, failed: 1, skipped: 0 };
  const last = closingLine({ passed, failed: tests.failed + failed.length, skipped });
  return `\n${[...again, ...brokeDown, last].join('\n\n')}`;
}

const TAIL = 15;

/**
 * Each failed check once more, for the end of a run: its name, how to run it alone, and the end of what it
 * printed.
 *
 * @param {string} root
 * @param {readonly FailedCheck[]} failed at least one
 */
function repeatFailed(root, failed) {
  const head = failed.length === 1 ? 'One check failed:' : `${failed.length} checks failed:`;
  const parts = failed.map(({ name, mend, output, log }) => {
    const lines = output.trimEnd().split('\n');
    const left = lines.length > TAIL ? [`  … the whole is in ${relative(root, log)}`] : [];
    const mending = mend ? `; mends most itself: ${mend}` : '';
    const tail = lines.slice(-TAIL).map((line) => `  ${line}`);
    return [`✗ ${name}   alone: npm run ${name}${mending}`, ...left, ...tail].join('\n');
  });
  return [head, ...parts].join('\n\n');
}
