// @ts-check
import { gitChanges } from './git-changes.mjs';
import { reachedOtherwise } from './reached-otherwise.mjs';

/**
 * What vitest's `--changed` asks: the changed files, and beside them those through which tests reach a
 * changed file without importing it.
 */
export default {
  /** @param {{ root: string, changedSince?: string | boolean }} asked */
  async findChangedFiles({ root, changedSince }) {
    const changed = await gitChanges(root, typeof changedSince === 'string' ? changedSince : undefined);
    return [...changed, ...reachedThrough(changed)];
  },
};

/**
 * The files that stand for what is reached otherwise than by an import.
 *
 * @param {readonly string[]} changed
 */
export function reachedThrough(changed) {
  const touched = reachedOtherwise.filter((row) => changed.some((path) => row.changed.test(path)));
  return [...new Set(touched.flatMap(({ files }) => files))];
}
