// @ts-check
import { closingLine } from '../vitest/count-tests.mjs';
import { repeatFailed } from './repeat-failed.mjs';
/** @import { Count } from '../vitest/count-tests.mjs' */
/** @import { FailedCheck } from './run-checks.mjs' */

/**
 * What a run says at its end: each failed check again, then the count alone on the last line, where people
 * and CI look for it. A failed check counts as one that failed, so that no run that fails ends with
 * `0 failed`.
 *
 * @param {string} root
 * @param {readonly FailedCheck[]} failed
 * @param {{ code: number, count: Count | undefined }} tests
 */
export function closing(root, failed, { code, count }) {
  const again = failed.length > 0 ? [repeatFailed(root, failed)] : [];
  const last = count
    ? closingLine({ ...count, failed: count.failed + failed.length })
    : `vitest ended with ${code} before it had counted the tests: see above.`;
  return `\n${[...again, last].join('\n\n')}`;
}
