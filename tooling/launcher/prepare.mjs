// @ts-check
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { hashFiles } from '../workspace/hash-files.mjs';
import { workspaceFolders } from '../workspace/workspace-folders.mjs';
import { buildUnlessBuilt } from './build-unless-built.mjs';
import { Refusal } from './run-program.mjs';
import { runStep, stateFolder } from './steps.mjs';
import { findToolchain, missingToolsMessage, nodeHeaders, requireNode } from './toolchain.mjs';

/**
 * Installs and builds the repository, from a fresh clone on.
 *
 * @param {string} root
 * @returns {Promise<NodeJS.ProcessEnv>} the environment with the pinned pnpm first on its PATH
 */
export async function prepare(root) {
  requireNode();
  requireToolchain(root);
  const env = { ...process.env, PATH: [await findPnpm(root), process.env['PATH']].join(delimiter) };
  await install(root, env);
  await build(root, env);
  return env;
}

/**
 * The folder of the pnpm that package.json pins. npx downloads it and knows the folder; the answer is stored, because
 * npx takes a second.
 *
 * @param {string} root
 * @returns {Promise<string>}
 */
export async function findPnpm(root) {
  const pinned = pinnedPnpm(root);
  const memory = join(stateFolder(root), pinned);
  const remembered = existsSync(memory) ? readFileSync(memory, 'utf8') : '';
  if (remembered && existsSync(join(remembered, 'pnpm'))) return remembered;

  const output = await runStep({
    title: `Fetching ${pinned}`,
    advice: 'npx fetches it from the npm registry: is this machine online, and does `npm ping` answer?',
    command: 'npx',
    args: ['--yes', `--package=${pinned}`, '--call', 'command -v pnpm'],
    cwd: root,
    env: process.env,
    log: join(stateFolder(root), 'pnpm.log'),
  });
  // npm may print warnings around the answer.
  const answer = output.split('\n').findLast((line) => isAbsolute(line) && existsSync(line));
  if (!answer) throw new Refusal(`npx did not name the folder of ${pinned}. It printed:\n\n${output}`);
  writeFileSync(memory, dirname(answer));
  return dirname(answer);
}

/**
 * The pnpm that installs this repository, as `pnpm@1.2.3`.
 *
 * @param {string} root
 * @returns {string}
 */
function pinnedPnpm(root) {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager;
}

/**
 * Installs the packages of the lockfile, unless they are installed.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env with pnpm on its PATH
 */
async function install(root, env) {
  const installed = join(stateFolder(root), 'installed');
  const stamp = installStamp(root);
  const built = hasSqliteBinding(root);
  if (built && existsSync(installed) && readFileSync(installed, 'utf8') === stamp) return;

  rmSync(installed, { force: true }); // a failed install must not count as done
  await runStep({
    title: 'Installing packages',
    hint: built ? '' : 'compiling sqlite3, about a minute, once',
    advice: `If you edited a package.json, \`npx ${pinnedPnpm(root)} install\` updates pnpm-lock.yaml.`,
    command: 'pnpm',
    args: ['install', '--frozen-lockfile'],
    cwd: root,
    // JOBS: otherwise node-gyp compiles on one core. CI: otherwise pnpm asks before it replaces a node_modules folder.
    env: { JOBS: 'max', ...nodeHeaders(), ...findToolchain(env).env, ...env, CI: 'true' },
    log: join(stateFolder(root), 'install.log'),
  });
  if (!hasSqliteBinding(root))
    throw new Refusal('sqlite3 was installed, but its native binding was not built.');
  writeFileSync(installed, stamp);
}

/**
 * Refuses before any download when sqlite3 cannot be compiled here.
 *
 * @param {string} root
 */
function requireToolchain(root) {
  if (hasSqliteBinding(root)) return;
  const { missing } = findToolchain(process.env);
  if (missing.length > 0) throw new Refusal(missingToolsMessage(missing));
}

/**
 * A hash over everything an install depends on: the manifests, the lockfile, and the Node and machine for which the
 * native binding was compiled.
 *
 * @param {string} root
 * @param {{ modules: string, platform: string, arch: string }} [runtime]
 */
export function installStamp(root, runtime = thisRuntime()) {
  const manifests = ['.', ...workspaceFolders(root)].map((folder) => join(folder, 'package.json'));
  const files = hashFiles(root, ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]);
  return [files, ...Object.values(runtime)].join(' ');
}

/** `modules` is the version of Node's native ABI, for which the binding is compiled. */
function thisRuntime() {
  return { modules: process.versions.modules, platform: process.platform, arch: process.arch };
}

/** The native binding of sqlite3, in the folder of sqlite3. */
export const SQLITE_BINDING = 'build/Release/node_sqlite3.node';

/**
 * The installed sqlite3. pnpm links it only in the package that depends on it.
 *
 * @param {string} root
 * @returns {{ folder: string, version: string } | undefined} undefined when it is not installed yet
 */
export function findSqlite(root) {
  try {
    const { resolve } = createRequire(join(root, 'packages/store-knex/package.json'));
    const manifest = resolve('sqlite3/package.json');
    const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
    return { folder: dirname(manifest), version };
  } catch {
    return undefined;
  }
}

/** @param {string} root */
function hasSqliteBinding(root) {
  const sqlite = findSqlite(root);
  return sqlite !== undefined && existsSync(join(sqlite.folder, SQLITE_BINDING));
}

/**
 * Builds every package in which something has changed.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env with pnpm on its PATH
 */
async function build(root, env) {
  await buildUnlessBuilt(root, () =>
    runStep({
      title: 'Building',
      command: join(root, 'node_modules/.bin/turbo'),
      args: ['run', 'build', '--output-logs=errors-only'],
      cwd: root,
      env: { ...env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
      log: join(stateFolder(root), 'build.log'),
    }),
  );
}
