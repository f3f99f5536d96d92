import type { Mismatch } from '../expression-error.ts';

/** A pattern that is malformed, not supported or too large. The caller turns it into an ExpressionError. */
export class PatternFault extends Error {
  readonly at: number;
  readonly mismatch: Mismatch;

  constructor(at: number, mismatch: Mismatch) {
    super(`Character ${at + 1} of the pattern: expected ${mismatch.expected}, but found ${mismatch.found}.`);
    this.at = at;
    this.mismatch = mismatch;
  }
}
