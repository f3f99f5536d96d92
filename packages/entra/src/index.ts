export {
  compareTypes,
  comparisonOps,
  type CompareType,
  type ComparisonOp,
  type Expression,
  type ExpressionNode,
} from './expression/ast.ts';
export type { KnownAttributes } from './expression/check-node.ts';
export { evaluateExpression, type EvaluatedExpression } from './expression/evaluate-expression.ts';
export { ExpressionError, type ExpressionErrorCode, type Mismatch } from './expression/expression-error.ts';
export { functionReference, type FunctionReference } from './expression/function-reference.ts';
export { parseExpression } from './expression/parse-expression.ts';
export { printExpression } from './expression/print-expression.ts';
export { showExpressionError } from './expression/show-expression-error.ts';
export type {
  AppRole,
  AppRoles,
  AttributeSource,
  EvaluationContext,
  ExpressionValue,
} from './expression/value.ts';
export type { ValueKind } from './expression/value-kind.ts';
