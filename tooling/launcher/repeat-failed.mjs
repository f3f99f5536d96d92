// @ts-check
import { relative } from 'node:path';
/** @import { FailedCheck } from './run-checks.mjs' */

const TAIL = 15;

/**
 * Each failed check once more, for the end of a run: its name, how to run it alone, and the end of what it
 * printed.
 *
 * @param {string} root
 * @param {readonly FailedCheck[]} failed at least one
 */
export function repeatFailed(root, failed) {
  const head = failed.length === 1 ? 'One check failed:' : `${failed.length} checks failed:`;
  const parts = failed.map(({ name, mend, output, log }) => {
    const lines = output.trimEnd().split('\n');
    const left = lines.length > TAIL ? [`  … the whole is in ${relative(root, log)}`] : [];
    const mending = mend ? `; mends most itself: ${mend}` : '';
    const tail = lines.slice(-TAIL).map((line) => `  ${line}`);
    return [`✗ ${name}   alone: npm run ${name}${mending}`, ...left, ...tail].join('\n');
  });
  return [head, ...parts].join('\n\n');
}
