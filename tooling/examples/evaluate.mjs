// @ts-check
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
/** @import { Finding } from './evaluate-child.mjs' */

const CHILD = join(dirname(fileURLToPath(import.meta.url)), 'evaluate-child.mjs');

/**
 * Runs examples in a process of their own, in an empty environment.
 *
 * @param {string} folder where the answers are written, and the working directory
 * @param {readonly string[]} modules compiled
 * @returns {Finding[]} a stated value that is not the one, or an example that throws instead
 */
export function evaluate(folder, modules) {
  const answers = join(folder, 'answers.json');
  const { status, stderr } = spawnSync(process.execPath, [CHILD, answers], {
    cwd: folder,
    encoding: 'utf8',
    env: {},
    input: JSON.stringify(modules),
    stdio: ['pipe', 'ignore', 'pipe'],
    timeout: 60_000,
  });
  if (status !== 0) throw new Error(`the examples did not run to their end:\n${stderr}`);
  return JSON.parse(readFileSync(answers, 'utf8'));
}
