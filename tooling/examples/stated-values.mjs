// @ts-check
import { runInNewContext } from 'node:vm';
import { parseSync } from 'oxc-parser';
import { lineAt } from '../boundaries/violation.mjs';

/**
 * Turns each line `foo(x); // 'bar'` into a call that compares the two. The value may stand alone on the next
 * line. A comment that is not a literal is a remark, and stays one.
 *
 * @param {string} code
 * @param {number} line where the code begins
 * @returns {{ code: string, stated: number }}
 */
export function withStatedValues(code, line) {
  const { program, comments } = parseSync('example.ts', code);
  const lines = code.split('\n');
  let stated = 0;
  for (const { type, start, end } of program.body) {
    const statement = code.slice(start, end);
    if (type !== 'ExpressionStatement' || !statement.endsWith(';') || statement.includes('\n')) continue;
    const value = comments
      .find(
        (comment) =>
          comment.type === 'Line' &&
          comment.start >= end &&
          /^[ \t]*\n?[ \t]*$/.test(code.slice(end, comment.start)),
      )
      ?.value.trim();
    if (value === undefined || !isLiteral(value)) continue;
    const at = lineAt(code, start) - 1;
    lines[at] = `states(${line + at}, ${statement.slice(0, -1)}, ${value});`;
    stated += 1;
  }
  return { code: lines.join('\n'), stated };
}

/** @param {string} text */
function isLiteral(text) {
  if (text === '') return false;
  try {
    runInNewContext(`(${text})`, Object.create(null), { timeout: 100 });
    return true;
  } catch {
    return false;
  }
}
