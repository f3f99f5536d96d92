// @ts-check
import { execFileSync } from 'node:child_process';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { median } from './statistics.mjs';

const WRITES = 50;
const PACKAGES = [
  'koa',
  'knex',
  'sqlite3',
  'pg',
  'scimmy',
  'scimmy-routers',
  'scim2-parse-filter',
  'scim-patch',
];

/**
 * @typedef {object} Machine what the figures depend on
 * @property {string} processor
 * @property {number} cores
 * @property {number} memoryGiB
 * @property {string} system
 * @property {number} fsyncMs the median for a file in the folder of the run
 * @property {string} node
 * @property {Record<string, string>} packages
 * @property {string} [postgres] its version, when it was needed
 * @property {string} commit
 */

/**
 * @param {string} root
 * @param {string} folder of the run
 * @returns {Machine}
 */
export function describeMachine(root, folder) {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    fsyncMs: fsyncMs(join(folder, 'fsync')),
    node: process.version,
    packages: Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)])),
    commit: commitOf(root),
  };
}

/** @param {string} file */
function fsyncMs(file) {
  const descriptor = openSync(file, 'w');
  const samples = Array.from({ length: WRITES }, () => {
    writeSync(descriptor, 'x'.repeat(4096));
    const begin = performance.now();
    fsyncSync(descriptor);
    return performance.now() - begin;
  });
  closeSync(descriptor);
  return median(samples);
}

/** @param {string} name */
function versionOf(name) {
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    try {
      return JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')).version;
    } catch {
      // Another folder has it.
    }
  }
  return 'unknown';
}

/** @param {string} root */
function commitOf(root) {
  try {
    const git = (/** @type {string[]} */ ...args) =>
      execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    const changed = git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ', with changes';
    return `${git('rev-parse', '--short', 'HEAD')}${changed}`;
  } catch {
    return 'unknown';
  }
}
