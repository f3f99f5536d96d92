import type { RequirementId } from '../rule.ts';

/**
 * What becomes of a requirement: `met`, as its tests show; `different` on purpose, as its tests show; `off`, because the
 * feature is not advertised; `not applicable`; `not yet`.
 */
export type Verdict = 'met' | 'different' | 'off' | 'not applicable' | 'not yet';

/** What has to be said of a requirement, in Markdown. What has none is met. */
export interface RequirementStatus {
  readonly verdict: Verdict;
  readonly why: string;
}

/** What has to be said of the requirements of one service. */
export type RequirementStatuses = Readonly<Partial<Record<RequirementId, RequirementStatus>>>;
