// @ts-check
import { spawn } from 'node:child_process';

/**
 * Runs a program and keeps what it prints, whatever its exit code.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string }} options
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string, printed: string }>} `printed` has both
 *   streams in the order in which they arrived
 */
export function runToEnd(command, args, { cwd }) {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '', printed: '' };
  for (const stream of /** @type {const} */ (['stdout', 'stderr'])) {
    child[stream].setEncoding('utf8').on('data', (text) => {
      said[stream] += text;
      said.printed += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve({ code, ...said }));
  });
}
