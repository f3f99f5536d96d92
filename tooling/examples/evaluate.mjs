// @ts-check
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
/** @import { Finding } from './evaluate-child.mjs' */

const CHILD = join(dirname(fileURLToPath(import.meta.url)), 'evaluate-child.mjs');

/**
 * Runs examples in a separate process with an empty environment.
 *
 * @param {string} folder the working directory, in which the answers are written
 * @param {readonly string[]} modules compiled
 * @returns {Finding[]} wrong values, and examples that throw
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
  if (status !== 0) throw new Error(`The examples did not finish:\n${stderr}`);
  return JSON.parse(readFileSync(answers, 'utf8'));
}
