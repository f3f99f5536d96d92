export { createDirectory, defaultAccess, type LivingDirectory } from './directory/create-directory.ts';
export { ImpossibleChange, type DirectoryChange } from './directory/directory-change.ts';
export type {
  ChangedObject,
  Directory,
  DirectoryAttributes,
  DirectoryGroup,
  DirectoryUser,
} from './directory/directory.ts';
export { generateCompany, type CompanyPlan } from './directory/generate-company.ts';
export { liveIn, usualLife, type Life, type LifeRates } from './directory/live.ts';
export { seededRandom, type SeededRandom } from './directory/seeded-random.ts';
export { sourceOf } from './directory/source-of.ts';
export { jobStateFromJson, jobStateToJson } from './files/job-state-json.ts';
export { readDirectoryJson, type DirectoryFile } from './files/read-directory-json.ts';
export { readUsersCsv } from './files/read-users-csv.ts';
export { UnreadableFile } from './files/unreadable-file.ts';
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
export { failures, type AfterFailure, type Failure, type FailureCode } from './failure/failures.ts';
export type { Failed } from './failure/failure-of.ts';
export { faults, withFaults, type Fault, type FaultName } from './http/faults.ts';
export { httpSend, type HttpTarget } from './http/http-send.ts';
export { patientSend } from './http/patient-send.ts';
export { readTenantUrl, type TenantUrl } from './http/tenant-url.ts';
export type { Entitlement } from './job/entitlement.ts';
export type { Answer, Exchange, Send } from './job/exchange.ts';
export { defaultSettings, type JobSettings, type QuarantineThresholds } from './job/job-settings.ts';
export {
  newJobState,
  restart,
  type CycleProgress,
  type Escrow,
  type JobState,
  type Link,
  type Quarantine,
  type QuarantineReason,
  type RestartScope,
} from './job/job-state.ts';
export type { Job } from './job/job.ts';
export type { Ending, ModifiedProperty, Outcome, ProvisioningAction } from './job/outcome.ts';
export { provisionOnDemand, type OnDemand, type OnDemandResult } from './job/provision-on-demand.ts';
export type { SkipReason } from './job/skip-reason.ts';
export type { StopSignal } from './job/stop-signal.ts';
export { testConnection, type ConnectionTest } from './job/test-connection.ts';
export { cyclePhases, runCycle, type CycleEnd, type CyclePhase, type CycleWatch } from './job/run-cycle.ts';
export type { ValueKind } from './expression/value-kind.ts';
export {
  MappingFailure,
  mapObject,
  matchingValues,
  type MappingContext,
  type MatchingValue,
} from './mapping/map-object.ts';
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
export {
  defaultMapping,
  defaultProfiles,
  profileMapping,
  scopeToComplete,
  type Profiles,
} from './mapping/profile-mapping.ts';
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
export {
  createRequest,
  deleteRequest,
  matchRequest,
  readRequest,
  referenceRequest,
} from './wire/requests.ts';
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
