// @ts-check
import { DefaultReporter } from 'vitest/node';
/** @import { TestCase, TestModule, TestSpecification } from 'vitest/node' */

/** The number of parts into which a log divides the progress of a run. */
const PARTS = 4;

/**
 * Shows everything that passes as one line, and failures as vitest does. A terminal shows the running files; a log gets
 * a line for each quarter of the files.
 */
export default class FoldedReporter extends DefaultReporter {
  #begin = 0;
  #files = 0;
  #ended = 0;

  constructor() {
    // Hides the console output of tests that pass.
    super({ silent: 'passed-only' });
  }

  /**
   * @override
   * @param {ReadonlyArray<TestSpecification>} specifications
   */
  onTestRunStart(specifications) {
    super.onTestRunStart(specifications);
    this.renderSucceed = false; // otherwise a terminal lists the tests of a single file
    this.#begin = performance.now();
    this.#files = specifications.length;
    this.#ended = 0;
  }

  /**
   * @override
   * @param {TestModule} module
   */
  onTestModuleEnd(module) {
    super.onTestModuleEnd(module);
    const part = (/** @type {number} */ ended) => Math.floor((ended * PARTS) / this.#files);
    const before = part(this.#ended);
    this.#ended += 1;
    const isNew = part(this.#ended) > before && this.#ended < this.#files;
    if (isNew && !this.isTTY)
      this.log(`… tests, ${this.#ended} of ${this.#files} files, ${this.#seconds()} s`);
  }

  /**
   * @override
   * @param {TestModule} module
   */
  printTestModule(module) {
    if (module.state() === 'failed') super.printTestModule(module);
  }

  /**
   * @override
   * @param {ReturnType<TestModule['state']>} moduleState
   * @param {TestCase} test
   */
  printTestCase(moduleState, test) {
    if (test.result().state === 'failed') super.printTestCase(moduleState, test);
  }

  /**
   * @override
   * @param {Parameters<DefaultReporter['reportTestSummary']>[0]} files
   * @param {unknown[]} errors
   * @param {number} leakCount
   */
  reportTestSummary(files, errors, leakCount) {
    const isGreen =
      errors.length === 0 && leakCount === 0 && files.every(({ result }) => result?.state !== 'fail');
    if (isGreen) this.log(`✓ tests, ${this.#seconds()} s, ${files.length} files`);
    else super.reportTestSummary(files, errors, leakCount);
  }

  #seconds() {
    return ((performance.now() - this.#begin) / 1000).toFixed(1);
  }
}
