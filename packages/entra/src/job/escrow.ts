import type { JobSettings } from './job-settings.ts';
import type { Escrow, JobState } from './job-state.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Hours after the first failure; then once a day. */
const LADDER = [6, 12, 24];
/** After so long, the escrow goes and the job is disabled. */
const LAST = 28 * DAY;

/** The key of an object, or of its references, in the escrows. */
export function escrowKey(id: string, part: Escrow['part']): string {
  return `${id} ${part}`;
}

/**
 * The escrow of a failure, with the next attempt: six, twelve and twenty-four hours after the first failure, then every day. With
 * the setting `nextCycle`, the first attempt is in the next cycle.
 *
 * @see https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status
 */
export function escrowAfter(
  before: Escrow | undefined,
  failure: Pick<Escrow, 'kind' | 'part' | 'code'>,
  { now, nextCycle }: { readonly now: number; readonly nextCycle: number },
  { firstRetry }: Pick<JobSettings, 'firstRetry'>,
): Escrow {
  const since = before?.since ?? now;
  const attempts = (before?.attempts ?? 0) + 1;
  const isFirst = attempts === 1 && firstRetry === 'nextCycle';
  return { ...failure, since, attempts, nextAttempt: isFirst ? nextCycle : nextRung(since, now) };
}

/** The next time on the ladder that is still to come. */
function nextRung(since: number, now: number): number {
  const hours = LADDER.find((rung) => since + rung * HOUR > now);
  return since + (hours === undefined ? (Math.floor((now - since) / DAY) + 1) * DAY : hours * HOUR);
}

/** Drops what has failed for 28 days, and disables the job if there was some. */
export function expireEscrows(state: JobState, now: number): void {
  for (const [key, { since }] of state.escrows) {
    if (now - since < LAST) continue;
    state.escrows.delete(key);
    state.status = 'disabled';
  }
}
