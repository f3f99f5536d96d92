import { parseExpression } from '../expression/parse-expression.ts';
import type { MappingSource } from './mapping.ts';

const ATTRIBUTE = /^[A-Za-z]\w*$/;
const BRACKETED = /^\[([A-Za-z]\w*)\]$/;

/**
 * Reads the source of a mapping as profiles have it: the name of an attribute, or an expression.
 *
 * @throws ExpressionError for an expression that cannot be parsed
 *
 * @example
 * readSource('userPrincipalName'); // { kind: 'direct', attribute: 'userPrincipalName' }
 */
export function readSource(text: string): MappingSource {
  const attribute = ATTRIBUTE.test(text) ? text : BRACKETED.exec(text)?.[1];
  return attribute === undefined
    ? { kind: 'expression', expression: parseExpression(text) }
    : { kind: 'direct', attribute };
}
