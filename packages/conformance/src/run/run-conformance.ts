import { conformanceCases } from '../cases.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import type { Capability, ConformanceTarget } from '../conformance-target.ts';
import type { RuleId } from '../rule.ts';
import { hideTokens } from './hide-tokens.ts';
import { missingFeatures, type Feature } from './missing-features.ts';
import { performCase } from './perform-case.ts';
import { canRun } from './run-case.ts';

/** The outcome of a case. */
type CaseOutcome =
  | { readonly kind: 'passed' }
  /** `why` has the expected and the actual answer. It never contains a token of the target. */
  | { readonly kind: 'failed'; readonly why: string }
  /** The target lacks the part that the case needs, or its server does not advertise the feature. */
  | { readonly kind: 'not run'; readonly needs: Capability | Feature };

/** A case with its outcome. */
export interface CaseResult {
  readonly title: string;
  readonly covers: readonly RuleId[];
  readonly outcome: CaseOutcome;
}

/** The results of a run, and its traces in the tenant. */
export interface ConformanceRun {
  readonly tenantUrl: string;
  readonly results: readonly CaseResult[];
  /** Whether the run stopped before the last case. */
  readonly isInterrupted: boolean;
  /** The number of resources that the run created. */
  readonly created: number;
  /** The URLs of resources that the run could not delete. */
  readonly left: readonly string[];
  /** Requests to create a resource that got no answer, so that the resource may exist. */
  readonly unanswered: readonly string[];
}

/** The options of a run. */
export interface RunOptions {
  /** The cases to run; all of them by default. */
  readonly cases?: readonly ConformanceCase[];
  /** Ends the run early: the current case sends no further request, and its resources are deleted. */
  readonly signal?: AbortSignal;
  /** The timeout for an answer, in milliseconds; none by default. */
  readonly timeoutMs?: number;
  /** Called before each case, with its index and the number of cases. */
  readonly onCase?: (title: string, index: number, total: number) => void;
}

/**
 * Runs the cases one after another against a target. After each case, it deletes the created resources, and requests each once more
 * to see that it is gone. Cases of an optional feature that ServiceProviderConfig does not advertise do not run.
 *
 * @example
 * const { results, left } = await runConformance(target, { timeoutMs: 30_000 });
 */
export async function runConformance(
  target: ConformanceTarget,
  { cases = conformanceCases, signal, timeoutMs, onCase }: RunOptions = {},
): Promise<ConformanceRun> {
  const results: CaseResult[] = [];
  const left: string[] = [];
  const unanswered: string[] = [];
  let created = 0;
  const missing = await missingFeatures(target, timeoutMs);
  for (const [index, one] of cases.entries()) {
    if (signal?.aborted === true) break;
    const { title, covers } = one;
    const needs = canRun(one, target) ? covers.map((rule) => missing.get(rule)).find(Boolean) : one.needs;
    if (needs !== undefined) {
      results.push({ title, covers, outcome: { kind: 'not run', needs } });
      continue;
    }
    onCase?.(title, index, cases.length);
    const performed = await performCase(one, target, { signal, timeoutMs, checksDeletion: true });
    created += performed.created;
    left.push(...performed.left);
    unanswered.push(...performed.unanswered);
    const { outcome } = performed;
    if (outcome.kind === 'passed') results.push({ title, covers, outcome });
    // A case that was stopped half-way says nothing about the target.
    else if (!isAborted(signal)) {
      results.push({ title, covers, outcome: { kind: 'failed', why: why(outcome.error, target) } });
    }
  }
  const isInterrupted = results.length < cases.length;
  return { tenantUrl: target.tenantUrl, results, isInterrupted, created, left, unanswered };
}

/** A function, so that TypeScript does not narrow `aborted`, which changes while a case runs. */
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** The maximum length of `why`, since answers may be long. */
const MAX_WHY = 1_500;

function why(error: unknown, target: ConformanceTarget): string {
  if (!(error instanceof Error)) return hideTokens(String(error), target);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return hideTokens(`${error.message}${cause}`, target).slice(0, MAX_WHY);
}
