import type { ExpressionError } from './expression-error.ts';

/** How much of a line is shown on each side of the mistake. */
const AROUND = 50;

/**
 * An error for a terminal: the line of the expression, a caret below the character, and the message.
 *
 * @returns three lines. Of a long line only the part around the character is shown, with `…` where it is cut.
 *
 * @example
 * const text = 'ToLower([mail]';
 * try {
 *   parseExpression(text);
 * } catch (error) {
 *   if (error instanceof ExpressionError) console.log(showExpressionError(text, error));
 *   // ToLower([mail]
 *   //               ^
 *   // Character 15: expected "," or ")", but found the end of the expression.
 * }
 */
export function showExpressionError(text: string, error: ExpressionError): string {
  const before = (text.slice(0, error.offset).split('\n').at(-1) ?? '').slice(-AROUND);
  const after = (text.slice(error.offset).split('\n').at(0) ?? '').slice(0, AROUND);
  const isCutBefore = error.offset > before.length && text[error.offset - before.length - 1] !== '\n';
  const end = error.offset + after.length;
  const isCutAfter = end < text.length && text[end] !== '\n';
  const shown = `${isCutBefore ? '…' : ''}${before}`;
  return [
    onOneLine(`${shown}${after}${isCutAfter ? '…' : ''}`),
    `${' '.repeat(shown.length)}^`,
    error.message,
  ].join('\n');
}

/** One column for each code unit: a tab or a control character would move the caret away. */
function onOneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}
