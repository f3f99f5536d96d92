import type { RequirementId } from '../rule.ts';

/**
 * The verdict on a requirement: `met`, as its tests show; `different` on purpose, as its tests show; `off`, because the
 * feature is not advertised; `not applicable`; `not yet`.
 */
export type Verdict = 'met' | 'different' | 'off' | 'not applicable' | 'not yet';

/** The status of a requirement, in Markdown. A requirement without a status is met. */
export interface RequirementStatus {
  readonly verdict: Verdict;
  readonly why: string;
}

/** The statuses of the requirements of one service. */
export type RequirementStatuses = Readonly<Partial<Record<RequirementId, RequirementStatus>>>;
