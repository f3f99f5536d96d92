// @ts-check
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findPnpm } from '../launcher/prepare.mjs';

/**
 * Runs the pinned pnpm at the root and keeps what it prints, whatever its exit code is.
 *
 * @param {string} root
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string }>}
 */
export async function runPnpm(root, args) {
  const pnpm = join(await findPnpm(root), 'pnpm');
  const child = spawn(pnpm, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
