// @ts-check
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root as thisRepository } from '../workspace/root.mjs';

/** @typedef {{ file: string, line: number, message: string }} Diagnostic */

/**
 * Compiles a project and returns the errors that the compiler finds.
 *
 * @param {string} root
 * @param {string} project a tsconfig.json
 * @returns {Diagnostic[]} with the file relative to the root
 * @throws when the compiler fails otherwise than by errors in files: an unknown option, or a signal
 */
export function compile(root, project) {
  const { status, signal, stdout, stderr, error } = spawnSync(
    join(thisRepository, 'node_modules/.bin/tsc'),
    ['-p', project, '--pretty', 'false'],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (error) throw error;
  return readDiagnostics(stdout + stderr, signal ?? status);
}

/**
 * @param {string} output of `tsc --pretty false`
 * @param {number | string | null} end its exit status, or the signal that ended it
 * @returns {Diagnostic[]}
 */
export function readDiagnostics(output, end) {
  /** @type {Diagnostic[]} */
  const found = [];
  for (const text of output.split('\n')) {
    const [, file, line, message] = /^(\S.*?)\((\d+),\d+\): error TS\d+: (.*)$/.exec(text) ?? [];
    const last = found.at(-1);
    if (file !== undefined && message !== undefined) found.push({ file, line: Number(line), message });
    else if (/^\s+\S/.test(text) && last) last.message += `\n${text}`;
    else if (text.trim() !== '') throw new Error(`The compiler failed (${end}): ${output}`);
  }
  // 1 and 2: there are errors, and output was not or was written nevertheless.
  const expected = found.length === 0 ? [0] : [1, 2];
  if (!expected.includes(Number(end)))
    throw new Error(`The compiler failed (${end}): ${output || 'no output'}`);
  return found;
}
