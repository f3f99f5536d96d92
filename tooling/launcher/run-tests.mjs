// @ts-check
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInFront } from './run-in-front.mjs';
/** @import { Count } from '../vitest/count-tests.mjs' */

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
export async function runTests(root, args, env) {
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
