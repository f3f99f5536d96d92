// @ts-check
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { Refusal } from './run-program.mjs';

const OLDEST = /** @type {const} */ ([20, 19]);

/** @param {string} [version] the running Node's, without the `v` */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new Refusal(
    [
      `Scimwright needs Node ${OLDEST.join('.')} or newer; this is Node ${version}.`,
      '',
      '  with nvm      nvm install 22 && nvm use 22',
      '  with Homebrew brew install node@22',
      '  otherwise     https://nodejs.org/en/download',
      '',
      'Then run the same command again.',
    ].join('\n'),
  );
}

/**
 * What node-gyp needs to compile sqlite3's native binding. By default node-gyp and make use the first of `programs`;
 * for any other, the environment variable `variable` must name it.
 *
 * @typedef {{ name: string, variable: string, programs: readonly [string, ...string[]], why: string }} Tool
 */

/** @type {readonly Tool[]} */
const toolchain = [
  {
    name: 'Python 3',
    variable: 'PYTHON',
    programs: ['python3'],
    why: 'node-gyp, which drives the build, is written in it',
  },
  { name: 'make', variable: 'MAKE', programs: ['make', 'gmake'], why: 'it runs the build' },
  { name: 'a C compiler', variable: 'CC', programs: ['cc', 'gcc', 'clang'], why: 'SQLite itself is C' },
  {
    name: 'a C++ compiler',
    variable: 'CXX',
    programs: ['g++', 'c++', 'clang++'],
    why: 'the binding to Node is C++',
  },
];

/** The command that installs the missing parts of the toolchain on each system. */
const howToGetIt = [
  { system: 'Debian, Ubuntu', command: 'sudo apt-get install -y python3 make g++' },
  { system: 'Fedora', command: 'sudo dnf install -y python3 make gcc-c++' },
  { system: 'macOS', command: 'xcode-select --install' },
];

/**
 * Looks for the toolchain in an environment.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ missing: Tool[], env: Record<string, string> }} the missing tools, and the variables that select tools
 *   other than the default
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

/** On a Mac, the tools in /usr/bin only ask for the Command Line Tools until those are installed. */
function isNotAStub() {
  return process.platform !== 'darwin' || spawnSync('xcode-select', ['-p']).status === 0;
}

/** @param {readonly Tool[]} missing */
export function missingToolsMessage(missing) {
  return [
    'Scimwright stores its data in SQLite. The driver, sqlite3, must be compiled once on this machine.',
    `For that, ${missing.length === 1 ? 'one tool is' : `${missing.length} tools are`} missing:`,
    '',
    ...missing.map(
      ({ name, programs, variable, why }) =>
        `  ${name.padEnd(15)} ${programs.join(' or ')} on the PATH, or named by $${variable}; ${why}`,
    ),
    '',
    'To install them:',
    '',
    ...howToGetIt.map(({ system, command }) => `  ${system.padEnd(15)} ${command}`),
    '',
    'Then run the same command again.',
  ].join('\n');
}

/**
 * The folder of this Node's headers, if they came with it; node-gyp then downloads none.
 *
 * @param {string} [node]
 * @returns {{ npm_config_nodedir?: string }}
 */
export function nodeHeaders(node = process.execPath) {
  const prefix = dirname(dirname(realpathSync(node)));
  return existsSync(join(prefix, 'include/node/node_version.h')) ? { npm_config_nodedir: prefix } : {};
}
