// @ts-check
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closingLine } from '../vitest/closing-line-reporter.mjs';
import { runChecks } from './run-checks.mjs';
import { runInFront } from './run-program.mjs';
/** @import { Count } from '../vitest/closing-line-reporter.mjs' */
/** @import { FailedCheck } from './run-checks.mjs' */

/**
 * Runs the checks, then the tests, and sums up both. The tests use every core, so running the checks beside them saves
 * no time.
 *
 * @param {string} root
 * @param {readonly string[]} args vitest's
 * @param {NodeJS.ProcessEnv} env with pnpm on its PATH
 * @param {Parameters<typeof runChecks>[2] & { house?: string }} [options] `house` is the folder of the checks unless it is `root`
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
 * Runs vitest in the foreground, with one line for everything that passes. It returns the count instead of printing it,
 * because the count must be the last line of the whole run.
 *
 * @param {string} root
 * @param {readonly string[]} args vitest's
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ code: number, count: Count | undefined }>} without a count when vitest crashed
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
 * The end of a run: each failed check again, then the count alone on the last line, where users and CI look for it.
 * A failed check, or a crash of vitest, counts as one failure, so that no failed run ends with `0 failed`.
 *
 * @param {string} root
 * @param {readonly FailedCheck[]} failed
 * @param {{ code: number, count: Count | undefined }} tests
 */
export function closing(root, failed, { code, count }) {
  const again = failed.length > 0 ? [repeatFailed(root, failed)] : [];
  const crashed = count ? [] : [`vitest ended with ${code} before it counted the tests: see above.`];
  const { passed, skipped, ...tests } = count ?? { passed: 0, failed: 1, skipped: 0 };
  const last = closingLine({ passed, failed: tests.failed + failed.length, skipped });
  return `\n${[...again, ...crashed, last].join('\n\n')}`;
}

const TAIL = 15;

/**
 * Each failed check with the command that runs it alone, the command that fixes most of it, and the end of its output.
 *
 * @param {string} root
 * @param {readonly FailedCheck[]} failed at least one
 */
function repeatFailed(root, failed) {
  const head = failed.length === 1 ? 'One check failed:' : `${failed.length} checks failed:`;
  const parts = failed.map(({ name, mend, output, log }) => {
    const lines = output.trimEnd().split('\n');
    const left = lines.length > TAIL ? [`  … all of it is in ${relative(root, log)}`] : [];
    const mending = mend ? `; fixes most of it: ${mend}` : '';
    const tail = lines.slice(-TAIL).map((line) => `  ${line}`);
    return [`✗ ${name}   alone: npm run ${name}${mending}`, ...left, ...tail].join('\n');
  });
  return [head, ...parts].join('\n\n');
}
