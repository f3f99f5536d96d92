// @ts-check
import { closingLine, countTests } from './count-tests.mjs';
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
