// @ts-check
/** @import { TestModule } from 'vitest/node' */
/** @import { Reporter } from 'vitest/reporters' */

/**
 * Ends a run with `N passed, N failed, N skipped`, alone on its line, for people and scripts that read only
 * that. Register it last.
 *
 * @implements {Reporter}
 */
export default class ClosingLineReporter {
  /**
   * @param {ReadonlyArray<TestModule>} modules
   * @param {ReadonlyArray<unknown>} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state] += 1;
      // A file that does not load and a hook that throws fail the run without failing any test.
      for (const suite of [module, ...module.children.allSuites()]) count.failed += suite.errors().length;
    }
    // Pending: the run was stopped before the test was reached.
    console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped + count.pending} skipped`);
  }
}
