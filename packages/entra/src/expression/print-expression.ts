import type { Expression, ExpressionNode } from './ast.ts';

/**
 * Prints an expression on one line; the inverse of `parseExpression` but for blanks.
 *
 * @example
 * printExpression(parseExpression('Join( " ",[givenName],[surname] )')); // 'Join(" ", [givenName], [surname])'
 */
export function printExpression(expression: Expression): string {
  return printNode(expression.root);
}

/** Prints a part of an expression. */
export function printNode(node: ExpressionNode): string {
  switch (node.kind) {
    case 'call':
      return `${node.name}(${printArguments(node.args)})`;
    case 'attribute':
      return `[${node.name}]`;
    case 'text':
      return `"${node.text.replace(/["\\]/g, String.raw`\$&`)}"`;
    case 'number':
      return node.text;
    case 'compareType':
      return node.word;
    case 'comparison':
      return `${printNode(node.left)} ${node.op} ${printNode(node.right)}`;
    case 'omitted':
      return '';
    default:
      return node satisfies never;
  }
}

function printArguments(args: readonly ExpressionNode[]): string {
  // A single empty position cannot be written: `f()` has no argument.
  return args.map(printNode).join(', ').trim();
}
