// @ts-check
// Installs the packed packages into an empty project outside this workspace, as a vendor would; serves a connector
// there with ten lines, and runs the connector's own tests.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findSqlite, prepare, SQLITE_BINDING } from '../launcher/prepare.mjs';
import { runMain } from '../launcher/run-program.mjs';
import { runStep, stateFolder } from '../launcher/steps.mjs';
import { makeTree } from '../workspace/make-tree.mjs';
import { root } from '../workspace/root.mjs';
import { notFromTarballs, outsideProject, scriptsIn } from './outside-project.mjs';
import { packPackages } from './pack-packages.mjs';
import { serveOnce } from './serve-once.mjs';
/** @import { Packed } from './pack-packages.mjs' */

await runMain(async () => {
  const env = await prepare(root);
  const tarballs = mkdtempSync(join(tmpdir(), 'scimwright-packed-'));
  const packed = packPackages(root, tarballs, env);
  const test = readFileSync(join(root, 'connectors/bic/src/index.test.ts'), 'utf8');
  const readme = readFileSync(join(root, 'connectors/bic/README.md'), 'utf8');
  const tools = installed('vitest', 'typescript', '@types/node');
  const project = makeTree(outsideProject(packed, tools, test, readme));
  try {
    await install(project, packed);
    await run(project, 'Compiling the ten lines and the test', 'tsc', []);
    console.log(`✓ ${await serveOnce(project)}`);
    await run(project, 'The command line, on the same data', 'scimwright', ['tenant', 'list']);
    await run(project, 'The conformance command, whether it loads', 'scimwright-conformance', ['--help']);
    await run(project, "The connector's own tests", 'vitest', ['run', 'test/bic.test.ts']);
    return 0;
  } finally {
    for (const folder of [project, tarballs]) rmSync(folder, { recursive: true, force: true });
  }
});

/**
 * Installs without scripts, because the only one would compile sqlite3, which this workspace has just done.
 *
 * @param {string} project
 * @param {readonly Packed[]} packed
 */
async function install(project, packed) {
  await runStep({
    title: 'Installing the tarballs outside of the workspace',
    command: 'npm',
    args: ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'],
    cwd: project,
    env: process.env,
    log: join(stateFolder(root), 'outside-npm.log'),
  });
  const lockfile = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'));
  const foreign = notFromTarballs(
    lockfile,
    packed.map(({ name }) => name),
  );
  assert.deepEqual(foreign, [], 'npm took packages of ours from somewhere else than their tarballs');
  assert.deepEqual(
    scriptsIn(lockfile),
    ['node_modules/sqlite3'],
    'other packages than sqlite3 have an install script',
  );
  bringBinding(lockfile, project);
}

/**
 * @param {{ packages: Record<string, { version?: string }> }} lockfile npm's
 * @param {string} project
 */
function bringBinding({ packages }, project) {
  const outside = 'node_modules/sqlite3';
  const inside = findSqlite(root);
  assert.ok(inside, 'sqlite3 is not installed in this workspace');
  assert.equal(
    packages[outside]?.version,
    inside.version,
    'npm chose another sqlite3 than this workspace has',
  );
  const binding = join(project, outside, SQLITE_BINDING);
  mkdirSync(dirname(binding), { recursive: true });
  copyFileSync(join(inside.folder, SQLITE_BINDING), binding);
}

/**
 * Runs a program of the project.
 *
 * @param {string} project
 * @param {string} title
 * @param {string} program
 * @param {readonly string[]} args
 */
async function run(project, title, program, args) {
  await runStep({
    title,
    command: join(project, 'node_modules/.bin', program),
    args,
    cwd: project,
    env: process.env, // without the host's DATA_DIR: the host left its address in the project
    log: join(stateFolder(root), `outside-${program}.log`),
  });
}

/**
 * The versions of tools in this workspace, so that the project outside has the same.
 *
 * @param {readonly string[]} names
 * @returns {Record<string, string>}
 */
function installed(...names) {
  const manifest = (/** @type {string} */ name) => join(root, 'node_modules', name, 'package.json');
  return Object.fromEntries(
    names.map((name) => [name, JSON.parse(readFileSync(manifest(name), 'utf8')).version]),
  );
}
