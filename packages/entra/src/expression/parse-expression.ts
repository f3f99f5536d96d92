import type { Expression } from './ast.ts';
import { checkNode, type KnownAttributes } from './check-node.ts';
import { parseNodes } from './parse-nodes.ts';

/**
 * Parses an expression of an attribute mapping, and checks its functions and their arguments. Names are case-sensitive.
 *
 * An expression has at most 10,000 characters, as in Entra's portal, and at most 50 functions inside each other.
 *
 * @param attributes the attributes of the source; if they are given, another one is an error
 * @throws ExpressionError syntax, types or limit, at the character where the mistake is
 *
 * @example
 * parseExpression('ToLower([mail])').root.kind; // 'call'
 *
 * @see https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data
 */
export function parseExpression(text: string, attributes?: KnownAttributes): Expression {
  const root = parseNodes(text);
  checkNode(root, attributes);
  return { text, root };
}
