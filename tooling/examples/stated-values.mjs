// @ts-check
import { parseSync } from 'oxc-parser';
import { lineAt } from '../workspace/problem.mjs';
/** @import { ArrayExpressionElement, Expression } from 'oxc-parser' */

/** Names that may occur in a literal. */
const NAMES = new Set(['undefined', 'NaN', 'Infinity']);

/** Classes that may occur in a literal after `new`. */
const MADE = new Set(['Map', 'Set', 'Date']);

/**
 * Turns each line `foo(x); // 'bar'` into a call that compares the two. The value may be on the next line. A comment
 * that is not a literal is a remark and stays.
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
  const { program, errors } = parseSync('value.ts', `(${text});`);
  const [statement] = program.body;
  return errors.length === 0 && statement?.type === 'ExpressionStatement' && isValue(statement.expression);
}

/**
 * Whether an expression is a literal value, without names from elsewhere.
 *
 * @param {Expression | ArrayExpressionElement} node
 * @returns {boolean}
 */
function isValue(node) {
  switch (node?.type) {
    case 'Literal':
      return true;
    case 'Identifier':
      return NAMES.has(node.name);
    case 'ParenthesizedExpression':
      return isValue(node.expression);
    case 'UnaryExpression':
      return isValue(node.argument);
    case 'TemplateLiteral':
      return node.expressions.length === 0;
    case 'ArrayExpression':
      return node.elements.every(isValue);
    case 'ObjectExpression':
      return node.properties.every((property) => property.type === 'Property' && isValue(property.value));
    case 'NewExpression':
      return (
        node.callee.type === 'Identifier' &&
        MADE.has(node.callee.name) &&
        node.arguments.every((argument) => isValue(argument))
      );
    default:
      return false;
  }
}
