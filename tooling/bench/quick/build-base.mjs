// @ts-check
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { prepare } from '../../launcher/prepare.mjs';
import { Refusal } from '../../launcher/run-program.mjs';

/** Builds of earlier runs that are kept. */
const KEPT = 3;
const MAIN = ['origin/main', 'main', 'origin/master', 'master'];

/** @typedef {{ commit: string, title: string }} Base a commit, and what it is called */

/**
 * The commit to compare a checkout with: the one that is named, or the one where its branch began. A clean checkout of
 * the main branch is compared with the commit before.
 *
 * @param {string} root
 * @param {string | undefined} ref
 * @returns {Base}
 * @throws Refusal when git knows no such commit
 */
export function findBase(root, ref) {
  const git = gitIn(root);
  if (ref !== undefined) {
    const commit = tryGit(git, 'rev-parse', '--verify', '--quiet', `${ref}^{commit}`);
    if (commit === undefined) throw new Refusal(`--against ${ref}: git knows no such commit.`);
    return { commit, title: titleOf(git, commit) };
  }
  const main = MAIN.find((name) => tryGit(git, 'rev-parse', '--verify', '--quiet', name) !== undefined);
  const head = tryGit(git, 'rev-parse', 'HEAD');
  const fork = main === undefined ? head : tryGit(git, 'merge-base', 'HEAD', main);
  const isUnchanged = tryGit(git, 'status', '--porcelain', '--untracked-files=no') === '';
  const commit = fork === head && isUnchanged ? tryGit(git, 'rev-parse', 'HEAD^') : fork;
  if (commit === undefined)
    throw new Refusal('git knows no commit that this one began with: name one by --against.');
  return { commit, title: titleOf(git, commit) };
}

/**
 * Builds a commit in a folder of its own, once. It is not in this checkout: under node_modules TypeScript names what it
 * infers in another way, and turbo finds no sources among files that git ignores.
 *
 * @param {string} commit
 * @param {string} root of a checkout that has it
 * @returns {Promise<string>} the folder
 */
export async function buildBase(commit, root) {
  const bases = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'scimwright-bench');
  const folder = join(bases, commit);
  const built = join(folder, '.built');
  if (!existsSync(built)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const archive = join(folder, 'commit.tar');
    execFileSync('git', ['archive', '--output', archive, commit], { cwd: root });
    execFileSync('tar', ['-xf', archive], { cwd: folder });
    rmSync(archive);
    await prepare(folder);
    writeFileSync(built, '');
    forgetOldest(bases);
  }
  return folder;
}

/** @param {string} bases */
function forgetOldest(bases) {
  const folders = readdirSync(bases)
    .map((name) => join(bases, name))
    .toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const folder of folders.slice(KEPT)) rmSync(folder, { recursive: true, force: true });
}

/** @typedef {(...args: readonly string[]) => string} Git */

/**
 * @param {string} root
 * @returns {Git}
 */
function gitIn(root) {
  return (...args) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

/**
 * @param {Git} git
 * @param {readonly string[]} args
 */
function tryGit(git, ...args) {
  try {
    return git(...args);
  } catch {
    return undefined;
  }
}

/**
 * @param {Git} git
 * @param {string} commit
 */
function titleOf(git, commit) {
  return git('log', '-1', '--format=%h (%s)', commit);
}
