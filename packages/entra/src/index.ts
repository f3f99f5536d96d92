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
export { MappingFailure, mapObject, matchingValues, type MatchingValue } from './mapping/map-object.ts';
export {
  flowTypes,
  type AttributeMapping,
  type FlowType,
  type MappedValue,
  type MappingSource,
  type ObjectMapping,
  type ProvisioningMapping,
  type SourceKind,
  type TargetAttribute,
} from './mapping/mapping.ts';
export { defaultMapping, defaultProfiles, profileMapping, type Profiles } from './mapping/profile-mapping.ts';
export { readSource } from './mapping/read-source.ts';
export { sourceAttributes } from './mapping/source-attributes.ts';
export { evaluateScope, type ScopeEvaluation } from './scoping/evaluate-scope.ts';
export {
  scopingOperators,
  type ScopingClause,
  type ScopingFilter,
  type ScopingOperator,
} from './scoping/scoping-filter.ts';
export { createBody } from './wire/create-body.ts';
export { differences, type Difference } from './wire/differences.ts';
export { managerRequest, memberRequests, updateRequest, type MemberChange } from './wire/patch-requests.ts';
export { readList, readResource, type ReadBody, type TargetResource } from './wire/read-answer.ts';
export { deleteRequest, matchRequest, readRequest, referenceRequest } from './wire/requests.ts';
export type { ScimRequest } from './wire/scim-request.ts';
export { TooManyValues } from './wire/typed-value.ts';
export {
  dialects,
  entraKnobs,
  managerForms,
  type Dialect,
  type ManagerForm,
  type WireKnobs,
} from './wire/wire-knobs.ts';
