// @ts-check
import { writeFileSync } from 'node:fs';
import { countTests } from './closing-line-reporter.mjs';
/** @import { TestModule } from 'vitest/node' */
/** @import { Reporter } from 'vitest/reporters' */

/**
 * Writes the count of a run to the file that `COUNT_FILE` names. `npm test` prints it after the failed checks.
 *
 * @implements {Reporter}
 */
export default class CountReporter {
  /**
   * @param {ReadonlyArray<TestModule>} modules
   * @param {ReadonlyArray<unknown>} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const file = process.env['COUNT_FILE'];
    if (!file) throw new Error('COUNT_FILE must name the file for the count.');
    writeFileSync(file, JSON.stringify(countTests(modules, unhandledErrors)));
  }
}
