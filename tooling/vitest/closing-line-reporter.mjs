// @ts-check
/** @import { TestModule } from 'vitest/node' */
/** @import { Reporter } from 'vitest/reporters' */

/**
 * Ends a run with the line `N passed, N failed, N skipped`, which users and scripts look for. Register it last.
 *
 * @implements {Reporter}
 */
export default class ClosingLineReporter {
  /**
   * @param {ReadonlyArray<TestModule>} modules
   * @param {ReadonlyArray<unknown>} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    console.log(`\n${closingLine(countTests(modules, unhandledErrors))}`);
  }
}

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/**
 * How the tests of a run ended.
 *
 * @param {ReadonlyArray<TestModule>} modules
 * @param {ReadonlyArray<unknown>} unhandledErrors
 * @returns {Count}
 */
export function countTests(modules, unhandledErrors) {
  const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
  for (const module of modules) {
    for (const test of module.children.allTests()) count[test.result().state] += 1;
    // A file that does not load, or a hook that throws, fails the run but no test.
    for (const suite of [module, ...module.children.allSuites()]) count.failed += suite.errors().length;
  }
  // Pending: the run stopped before the test started.
  return { passed: count.passed, failed: count.failed, skipped: count.skipped + count.pending };
}

/** @param {Count} count */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
