import type { FailureCode } from '../failure/failures.ts';
import type { QuarantineThresholds } from './job-settings.ts';
import type { JobState, Quarantine, QuarantineReason } from './job-state.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** The time to the next attempt doubles from the first of these to the last. */
const FIRST_PAUSE = 5 * MINUTE;
/** A job that is in quarantine for longer is disabled. */
const LAST = 28 * DAY;

/** What a cycle did, as far as quarantine is concerned. */
export interface Failures {
  readonly objects: number;
  /** Failures of objects, without references. */
  readonly failed: number;
  readonly failedReferences: number;
}

/**
 * Why too much of a cycle failed, or undefined.
 *
 * @see https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status
 */
export function tooManyFailures(
  { objects, failed, failedReferences }: Failures,
  { evaluatedFrom, share, failures, allFailures }: QuarantineThresholds,
): QuarantineReason | undefined {
  const all = failed + failedReferences;
  if (all > allFailures) return 'EncounteredTotalEscrowThreshold';
  if (failed < evaluatedFrom) return undefined;
  if (failed > failures) return 'EncounteredBaseEscrowThreshold';
  if (objects > 0 && failed / objects > share) return 'EncounteredEscrowProportionThreshold';
  return undefined;
}

/** Enters quarantine or stays in it. The cycles become rarer, down to one a day; after four weeks the job is disabled. */
export function enterQuarantine(
  state: JobState,
  reason: QuarantineReason,
  code: FailureCode | undefined,
  now: number,
): void {
  const before = state.quarantine;
  const evaluations = (before?.evaluations ?? 0) + 1;
  const since = before?.since ?? now;
  const pause = Math.min(DAY, FIRST_PAUSE * 2 ** (evaluations - 1));
  const next: Quarantine = { reason, code, since, evaluations, nextAttempt: now + pause };
  state.quarantine = next;
  state.nextCycle = next.nextAttempt;
  state.status = now - since > LAST ? 'disabled' : 'quarantined';
}

/** Leaves quarantine after a cycle that gave no reason for it. */
export function leaveQuarantine(state: JobState): void {
  state.quarantine = undefined;
  if (state.status === 'quarantined') state.status = 'running';
}
