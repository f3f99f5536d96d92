/**
 * What is wrong with an expression: its `syntax`; its `types`, that is its functions, their arguments and its attributes; a
 * `value` that a function cannot use; or a `limit` that was passed.
 */
export type ExpressionErrorCode = 'syntax' | 'types' | 'value' | 'limit';

/** What was expected at a place of an expression, and what stands there. */
export interface Mismatch {
  readonly expected: string;
  readonly found: string;
}

/**
 * An expression cannot be parsed, or cannot be evaluated for a source. The message quotes the expression, but no value of a
 * source, which may be personal.
 *
 * @example
 * try {
 *   parseExpression('ToLower([mail]');
 * } catch (error) {
 *   if (error instanceof ExpressionError) console.log(error.message);
 *   // Character 15: expected "," or ")", but found the end of the expression.
 * }
 */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  readonly code: ExpressionErrorCode;
  /** The offset of the character in the text, in UTF-16 code units from 0. The message counts from 1. */
  readonly offset: number;
  readonly expected: string;
  readonly found: string;

  constructor(code: ExpressionErrorCode, offset: number, { expected, found }: Mismatch) {
    super(`Character ${offset + 1}: expected ${expected}, but found ${found}.`);
    this.code = code;
    this.offset = offset;
    this.expected = expected;
    this.found = found;
  }
}
