/** What an administrator, or an experiment, sets for a provisioning job. Times are in milliseconds. */
export interface JobSettings {
  /** Whom the job provisions: who is assigned to the application, or everybody. */
  readonly scope: 'assigned' | 'everybody';
  /** The setting `SkipOutOfScopeDeletions`: nothing is sent for those who leave the scope, only for those who are deleted or blocked. */
  readonly skipOutOfScopeDeletions: boolean;
  /** The most disables and deletions of one cycle; undefined: no limit. More of them wait until an administrator allows them. */
  readonly accidentalDeletions: number | undefined;
  /** When an object that failed is tried again first. Microsoft documents both. */
  readonly firstRetry: 'nextCycle' | 'sixHours';
  /** Whether a purge sends DELETE for somebody who was unassigned before. Microsoft's pages contradict each other. */
  readonly deletesUnassigned: boolean;
  /** What happens when a linked user or group is not found: it waits as a failure, or is matched and created again. */
  readonly whenGone: 'fail' | 'matchAgain';
  /** Whether a reference is looked for in the application before it is written. */
  readonly checksReferences: boolean;
  /** Whether Test Connection asks for a group too. Microsoft's page names users alone. */
  readonly probesGroups: boolean;
  /** How many objects are under way at once. */
  readonly concurrency: number;
  /** The time between the starts of two cycles. */
  readonly interval: number;
  readonly quarantine: QuarantineThresholds;
}

/**
 * When too much of a cycle failed. Microsoft says that they may change.
 *
 * @see https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status
 */
export interface QuarantineThresholds {
  /** Fewer failures than this are never too many. */
  readonly evaluatedFrom: number;
  /** The largest share of objects that may fail, from 0 to 1. */
  readonly share: number;
  /** The most failures, without those of references. */
  readonly failures: number;
  /** The most failures, with those of references. */
  readonly allFailures: number;
}

const MINUTE = 60_000;

/** Entra's own settings for a new job of a non-gallery application. */
export const defaultSettings: JobSettings = {
  scope: 'assigned',
  skipOutOfScopeDeletions: false,
  accidentalDeletions: undefined,
  firstRetry: 'nextCycle',
  deletesUnassigned: false,
  whenGone: 'fail',
  checksReferences: false,
  probesGroups: false,
  concurrency: 8,
  interval: 40 * MINUTE,
  quarantine: { evaluatedFrom: 5_000, share: 0.4, failures: 40_000, allFailures: 60_000 },
};
