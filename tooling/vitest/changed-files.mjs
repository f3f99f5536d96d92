// @ts-check
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { reachedOtherwise } from './reached-otherwise.mjs';

const run = promisify(execFile);

/**
 * Tells vitest's `--changed` the changed files, and the files through which tests depend on a changed file without
 * importing it.
 */
export default {
  /** @param {{ root: string, changedSince?: string | boolean }} asked */
  async findChangedFiles({ root, changedSince }) {
    const changed = await gitChanges(root, typeof changedSince === 'string' ? changedSince : undefined);
    return [...changed, ...reachedThrough(changed)];
  },
};

/**
 * The files that stand for changed files on which tests depend without an import.
 *
 * @param {readonly string[]} changed
 */
export function reachedThrough(changed) {
  const touched = reachedOtherwise.filter((row) => changed.some((path) => row.changed.test(path)));
  return [...new Set(touched.flatMap(({ files }) => files))];
}

/**
 * The files that differ from a commit or from the merge base with a branch, and untracked files, as paths relative to
 * the root of the checkout.
 *
 * @param {string} root
 * @param {string} [since] the last commit unless given
 * @returns {Promise<string[]>}
 * @throws {Error} when git cannot compare
 */
export async function gitChanges(root, since = 'HEAD') {
  const git = async (/** @type {string[]} */ ...args) => {
    const { stdout } = await run('git', args, { cwd: root, maxBuffer: 64 * 1024 * 1024 });
    return stdout.split('\0').filter((path) => path !== '');
  };
  try {
    const changed = await git('diff', '--name-only', '--merge-base', '--no-relative', '-z', since, '--');
    return [...changed, ...(await git('ls-files', '--others', '--exclude-standard', '-z'))];
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    const refusal = new Error(
      `--changed takes a commit or a branch, and git cannot compare with "${since}". It said: ${said}`,
    );
    refusal.stack = refusal.message; // vitest prints it as it stands
    throw refusal;
  }
}
