// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolders } from '../workspace/workspace-folders.mjs';
import { stateFolder } from './steps.mjs';

/**
 * Files outside of the packages that every build depends on; a folder stands for the files in it. A test compares them
 * with the ones that turbo names.
 */
const GLOBAL = [
  'package.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'tooling/tsconfig',
  'tsconfig.json',
  'turbo.json',
];

/** Files that turbo.json leaves out too. */
const NOT_BUILT = /\.(test|fixture)\.ts$/;

/** Some file systems keep times in steps of two seconds: a file this new may change once more without a new time. */
const COARSE_MS = 2_000;

/**
 * Runs the build, unless no file has changed since the last one. Reading the times of the files takes a hundredth of a
 * second, asking turbo a third. In doubt, it runs the build.
 *
 * @param {string} root
 * @param {() => Promise<unknown>} build
 * @param {number} [now] in milliseconds
 */
export async function buildUnlessBuilt(root, build, now = Date.now()) {
  const memory = join(stateFolder(root), 'built');
  // Before the build: what changes during it is built by the next one.
  const folders = packageFolders(root);
  const sources = stampOf(root, buildInputs(root, folders));
  const remembered = () => `${sources.stamp} ${stampOf(root, buildOutputs(root, folders)).stamp}`;
  const known = existsSync(memory) ? readFileSync(memory, 'utf8') : '';
  if (known === remembered()) return;

  rmSync(memory, { force: true }); // a failed build must not count as done
  await build();
  if (sources.changed < now - COARSE_MS) writeFileSync(memory, remembered());
}

/**
 * The files that the builds of all packages depend on, relative to the root.
 *
 * @param {string} root
 * @param {readonly string[]} [folders] of the packages
 */
export function buildInputs(root, folders = packageFolders(root)) {
  const inPackages = folders.flatMap((folder) => [
    `${folder}/package.json`,
    `${folder}/tsconfig.json`,
    ...treeIn(root, `${folder}/src`).files,
  ]);
  return [...GLOBAL.flatMap((path) => filesAt(root, path)), ...inPackages];
}

/**
 * Of what the builds have written, the folders and TypeScript's own record. The time of a folder changes with its
 * files coming and going.
 *
 * @param {string} root
 * @param {readonly string[]} folders of the packages
 */
function buildOutputs(root, folders) {
  return folders.flatMap((folder) => {
    const sources = `${folder}/src`;
    const built = treeIn(root, sources).folders.map((path) => `${folder}/dist${path.slice(sources.length)}`);
    return [`${folder}/dist/tsconfig.tsbuildinfo`, ...built];
  });
}

/**
 * @param {string} root
 * @param {string} path of a file, or of a folder of files
 */
function filesAt(root, path) {
  const isFolder = statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder ? treeIn(root, path).files : [path];
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {{ files: readonly string[], folders: readonly string[] }} `folder` itself included
 */
function treeIn(root, folder) {
  if (!existsSync(join(root, folder))) return { files: [], folders: [folder] };
  const files = [];
  const folders = [folder];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (!entry.isDirectory()) {
      if (!NOT_BUILT.test(entry.name)) files.push(path);
      continue;
    }
    const below = treeIn(root, path);
    files.push(...below.files);
    folders.push(...below.folders);
  }
  return { files, folders };
}

/**
 * A hash over the names, sizes and times of files. The time of the last change of a file's entry (`ctime`) cannot be
 * set, so it also tells files that were unpacked or moved here with their old time of writing.
 *
 * @param {string} root
 * @param {readonly string[]} paths
 * @returns {{ stamp: string, changed: number }} `changed` is the time of the latest change; of what a link leads to, it
 *   is unknown
 */
function stampOf(root, paths) {
  const hash = createHash('sha256');
  let changed = 0;
  for (const path of paths) {
    const found = lstatSync(join(root, path), { throwIfNoEntry: false });
    const seen = found ? [found.size, found.mtimeMs, found.ctimeMs, found.ino] : ['absent'];
    hash.update(`${path}\n${seen.join(' ')}\n`);
    if (found?.isSymbolicLink()) changed = Infinity;
    else if (found) changed = Math.max(changed, found.mtimeMs, found.ctimeMs);
  }
  return { stamp: hash.digest('hex'), changed };
}
