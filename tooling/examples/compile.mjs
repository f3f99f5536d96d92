// @ts-check
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root as thisRepository } from '../workspace/root.mjs';

/** @typedef {{ file: string, line: number, message: string }} Diagnostic */

/**
 * Compiles a project and returns what the compiler has to say.
 *
 * @param {string} root
 * @param {string} project a tsconfig.json
 * @returns {Diagnostic[]} with the file from the root
 * @throws when what is wrong stands in no file, as an option that does not exist
 */
export function compile(root, project) {
  const { stdout, stderr, error } = spawnSync(
    join(thisRepository, 'node_modules/.bin/tsc'),
    ['-p', project, '--pretty', 'false'],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (error) throw error;
  return readDiagnostics(stdout + stderr);
}

/**
 * @param {string} output of `tsc --pretty false`
 * @returns {Diagnostic[]}
 */
export function readDiagnostics(output) {
  /** @type {Diagnostic[]} */
  const found = [];
  for (const text of output.split('\n')) {
    const [, file, line, message] = /^(\S.*?)\((\d+),\d+\): error TS\d+: (.*)$/.exec(text) ?? [];
    const last = found.at(-1);
    if (file !== undefined && message !== undefined) found.push({ file, line: Number(line), message });
    else if (/^\s+\S/.test(text) && last) last.message += `\n${text}`;
    else if (text.trim() !== '') throw new Error(`the compiler said: ${output}`);
  }
  return found;
}
