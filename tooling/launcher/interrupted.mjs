// @ts-check
import { constants } from 'node:os';

/** Somebody stopped the launcher while a step ran. Not a failure: nothing is explained, only the code is kept. */
export class Interrupted extends Error {
  /** @override */
  name = 'Interrupted';

  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`Stopped by ${signal}`);
    /** What a shell reports for a process that a signal ended. */
    this.exitCode = 128 + constants.signals[signal];
  }
}
