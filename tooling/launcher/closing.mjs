// @ts-check
import { closingLine } from '../vitest/count-tests.mjs';
import { repeatFailed } from './repeat-failed.mjs';
/** @import { Count } from '../vitest/count-tests.mjs' */
/** @import { FailedCheck } from './run-checks.mjs' */

/**
 * What a run says at its end: each failed check again, then the count alone on the last line, where people
 * and CI look for it. A failed check counts as one that failed, so that no run that fails ends with
 * `0 failed`; nor does one in which vitest broke down.
 *
 * @param {string} root
 * @param {readonly FailedCheck[]} failed
 * @param {{ code: number, count: Count | undefined }} tests
 */
export function closing(root, failed, { code, count }) {
  const again = failed.length > 0 ? [repeatFailed(root, failed)] : [];
  const brokeDown = count ? [] : [`vitest ended with ${code} before it had counted the tests: see above.`];
  const { passed, skipped, ...tests } = count ?? { passed: 0, failed: 1, skipped: 0 };
  const last = closingLine({ passed, failed: tests.failed + failed.length, skipped });
  return `\n${[...again, ...brokeDown, last].join('\n\n')}`;
}
