// @ts-check
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { toolchain } from './toolchain.mjs';
/** @import { Tool } from './toolchain.mjs' */

/**
 * Looks for the toolchain in an environment.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ missing: Tool[], env: Record<string, string> }} what is not there,
 *   and the variables that make the build use what is there where its own choice is not.
 */
export function findToolchain(env) {
  /** @type {Tool[]} */
  const missing = [];
  /** @type {Record<string, string>} */
  const chosen = {};
  for (const tool of toolchain) {
    const named = env[tool.variable]?.split(' ')[0];
    const found = (named ? [named] : tool.programs).find((program) => isThere(program, env));
    if (found === undefined) missing.push(tool);
    else if (!named && found !== tool.programs[0]) chosen[tool.variable] = found;
  }
  return { missing, env: chosen };
}

/**
 * @param {string} program
 * @param {NodeJS.ProcessEnv} env
 */
function isThere(program, env) {
  const places = program.includes('/') ? [''] : (env['PATH'] ?? '').split(delimiter);
  return places.some((place) => isExecutable(join(place, program))) && isNotAStub();
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A Mac has every one of these in /usr/bin; until the Command Line Tools are installed they only ask for them. */
function isNotAStub() {
  return process.platform !== 'darwin' || spawnSync('xcode-select', ['-p']).status === 0;
}
