import { conformanceCases } from '../cases.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import type { Capability, ConformanceTarget } from '../conformance-target.ts';
import type { RuleId } from '../rule.ts';
import { hideTokens } from './hide-tokens.ts';
import { missingFeatures, type Feature } from './missing-features.ts';
import { performCase } from './perform-case.ts';
import { canRun } from './run-case.ts';

/** What became of a case. */
type CaseOutcome =
  | { readonly kind: 'passed' }
  /** `why` says what was expected and what came instead. It never has a token of the target in it. */
  | { readonly kind: 'failed'; readonly why: string }
  /** The target does not have what the case needs, or its server does not advertise the feature. */
  | { readonly kind: 'not run'; readonly needs: Capability | Feature };

/** A case with its outcome. */
export interface CaseResult {
  readonly title: string;
  readonly covers: readonly RuleId[];
  readonly outcome: CaseOutcome;
}

/** The results of a run, and what it did to the tenant. */
export interface ConformanceRun {
  readonly tenantUrl: string;
  readonly results: readonly CaseResult[];
  /** Whether it was stopped before the last case. */
  readonly isInterrupted: boolean;
  /** How many resources it created. */
  readonly created: number;
  /** The URLs of resources that it could not delete. */
  readonly left: readonly string[];
  /** Requests to create a resource that were not answered, so that it may exist. */
  readonly unanswered: readonly string[];
}

/** How a run goes. */
export interface RunOptions {
  /** All cases, unless you choose. */
  readonly cases?: readonly ConformanceCase[];
  /** Ends the run early: the case under way sends no further request, and what it created is deleted. */
  readonly signal?: AbortSignal;
  /** How long an answer is waited for, in milliseconds; without end, unless you say. */
  readonly timeoutMs?: number;
  /** Is told which case begins, and how many there are. */
  readonly onCase?: (title: string, index: number, total: number) => void;
}

/**
 * Runs the cases one after another against a target. Whatever they create is deleted again, and asked for once more to see that
 * it is gone. Cases of an optional feature that ServiceProviderConfig does not advertise are left out.
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

/** Asked anew each time: it changes while a case runs. */
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** How much of a message is told: answers may be long. */
const MAX_WHY = 1_500;

function why(error: unknown, target: ConformanceTarget): string {
  if (!(error instanceof Error)) return hideTokens(String(error), target);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return hideTokens(`${error.message}${cause}`, target).slice(0, MAX_WHY);
}
