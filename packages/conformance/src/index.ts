export { conformanceCases } from './cases.ts';
export type { ConformanceCase } from './conformance-case.ts';
export type { Capability, ConformanceTarget, TenantCredentials } from './conformance-target.ts';
export { declaredExtension, declaredSchema, declaredType } from './declared-schemas.ts';
export { conformanceReport, type ConformanceReport, type RuleResult } from './report/conformance-report.ts';
export type { Rule } from './report/rule-source.ts';
export { reportText } from './report/report-text.ts';
export type { Level } from './requirements.ts';
export type { InterpretationId, RequirementId, RuleId } from './rule.ts';
export type { Feature } from './run/missing-features.ts';
export { canRun, runCase } from './run/run-case.ts';
export {
  runConformance,
  type CaseResult,
  type ConformanceRun,
  type RunOptions,
} from './run/run-conformance.ts';
export { loadTranscripts, type TranscriptFile } from './transcript/load-transcripts.ts';
export { transcript, type Exchange, type Transcript } from './transcript/transcript.ts';
export { conformancePage } from './verdict/conformance-page.ts';
export { judge, type JudgedRequirement, type Judgement, type Tally } from './verdict/judge.ts';
export type { OtherView } from './verdict/other-view.ts';
export type { RequirementStatus, RequirementStatuses, Verdict } from './verdict/requirement-status.ts';
