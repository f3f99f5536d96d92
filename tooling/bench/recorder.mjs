// @ts-check
import { latencyOf } from './statistics.mjs';
/** @import { Latency } from './statistics.mjs' */

/** What was measured of the requests of a phase, by operation. */
export class Recorder {
  /** @type {Map<string, number[]>} */
  #samples = new Map();
  requests = 0;

  /**
   * @param {string} operation
   * @param {number} milliseconds
   */
  note(operation, milliseconds) {
    this.requests += 1;
    const known = this.#samples.get(operation);
    if (known) known.push(milliseconds);
    else this.#samples.set(operation, [milliseconds]);
  }

  /** @returns {Latency} */
  overall() {
    return latencyOf([...this.#samples.values()].flat());
  }

  /** @returns {Record<string, Latency>} */
  byOperation() {
    return Object.fromEntries([...this.#samples].map(([name, samples]) => [name, latencyOf(samples)]));
  }

  /**
   * @param {string} operation
   * @returns {readonly number[]} in the order of the answers
   */
  samplesOf(operation) {
    return this.#samples.get(operation) ?? [];
  }
}
