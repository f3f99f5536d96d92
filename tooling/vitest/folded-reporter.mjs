// @ts-check
import { DefaultReporter } from 'vitest/node';
/** @import { TestCase, TestModule, TestSpecification } from 'vitest/node' */

/** How often a log, where nothing can be drawn over, hears of the run before its end. */
const PARTS = 4;

/**
 * Folds what passed into one line, and shows whatever failed as vitest does. A terminal sees the files that
 * run; a log gets a line for each quarter of them.
 */
export default class FoldedReporter extends DefaultReporter {
  #begin = 0;
  #files = 0;
  #ended = 0;

  constructor() {
    // What a test that passed wrote to the console is of no interest.
    super({ silent: 'passed-only' });
  }

  /**
   * @override
   * @param {ReadonlyArray<TestSpecification>} specifications
   */
  onTestRunStart(specifications) {
    super.onTestRunStart(specifications);
    this.renderSucceed = false; // on a terminal, it would otherwise list the tests of a single file
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
