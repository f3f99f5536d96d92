import type { FailureCode } from '../failure/failures.ts';
import type { SourceKind } from '../mapping/mapping.ts';

/** The connection of an object of the directory with one of the application. */
export interface Link {
  readonly kind: SourceKind;
  /** The `id` that the application gave it. */
  readonly targetId: string;
  /** The job has disabled it. */
  readonly isDisabled: boolean;
  /** The job would delete it. After it left the scope, it does not. */
  readonly isManaged: boolean;
}

/** An object, or its references, that failed and is tried again. Times are in milliseconds since 1970. */
export interface Escrow {
  readonly kind: SourceKind;
  readonly part: 'object' | 'references';
  readonly code: FailureCode;
  readonly since: number;
  readonly attempts: number;
  readonly nextAttempt: number;
}

/** Why a job is in quarantine, in the words of Microsoft Graph. */
export type QuarantineReason =
  | 'EncounteredBaseEscrowThreshold'
  | 'EncounteredTotalEscrowThreshold'
  | 'EncounteredEscrowProportionThreshold'
  | 'EncounteredQuarantineException'
  | 'TooManyDeletes';

/** A job that Entra runs rarely until what was wrong is right. */
export interface Quarantine {
  readonly reason: QuarantineReason;
  /** The code of the failure, where one made Entra stop at once. */
  readonly code: FailureCode | undefined;
  readonly since: number;
  readonly evaluations: number;
  readonly nextAttempt: number;
}

/** A cycle that is under way, so that it can go on after an interruption. */
export interface CycleProgress {
  readonly kind: 'initial' | 'incremental';
  readonly startedAt: number;
  /** What the directory had when the cycle began: the next cycle reads what changed since. */
  readonly watermark: number;
  /** The users and groups that are done. */
  readonly done: Set<string>;
  /** Those whose references are done. */
  readonly referencesDone: Set<string>;
}

/** All that a job remembers from cycle to cycle. The engine changes it while it works, so it can be saved at any time. */
export interface JobState {
  status: 'running' | 'quarantined' | 'disabled';
  /** How many cycles have ended. */
  cycles: number;
  /** The directory's watermark of the last cycle; undefined when the next one is an initial cycle. */
  watermark: number | undefined;
  progress: CycleProgress | undefined;
  /** When the next cycle is due. */
  nextCycle: number;
  readonly links: Map<string, Link>;
  /** Which managers were written, by user: ids of the directory. */
  readonly managers: Map<string, string>;
  /** The members of each group that the job has looked at, and whether it has sent them: ids of the directory. */
  readonly members: Map<string, Map<string, boolean>>;
  /** By the id of the object and the part that failed. */
  readonly escrows: Map<string, Escrow>;
  quarantine: Quarantine | undefined;
  /** Whom the guard against accidental deletions holds back. */
  readonly staged: Set<string>;
  /** An administrator has allowed the deletions of the next cycle. */
  deletionsAllowed: boolean;
}

/**
 * The state of a job that has not run yet.
 *
 * @example
 * newJobState().status; // 'running'
 */
export function newJobState(): JobState {
  return {
    status: 'running',
    cycles: 0,
    watermark: undefined,
    progress: undefined,
    nextCycle: 0,
    links: new Map(),
    managers: new Map(),
    members: new Map(),
    escrows: new Map(),
    quarantine: undefined,
    staged: new Set(),
    deletionsAllowed: false,
  };
}

/** What a restart forgets, in the words of Microsoft Graph. */
export type RestartScope =
  | 'Watermark'
  | 'Escrows'
  | 'QuarantineState'
  | 'ConnectorDataStore'
  | 'Full'
  | 'ForceDeletes';

/**
 * Restarts a job: the next cycle is an initial one. `ConnectorDataStore` and `Full` forget the links too, so that every object is matched
 * again. `ForceDeletes` allows the deletions that wait.
 *
 * @see https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-restart
 *
 * @example
 * restart(newJobState(), ['Watermark', 'Escrows', 'QuarantineState']); // what the portal's button does
 */
export function restart(state: JobState, scopes: readonly RestartScope[]): void {
  const isFull = scopes.includes('Full');
  const forgets = (scope: RestartScope): boolean => isFull || scopes.includes(scope);
  state.progress = undefined;
  if (forgets('Watermark') || forgets('ConnectorDataStore')) {
    state.watermark = undefined;
    // What the job has only looked at is looked at again.
    for (const members of state.members.values()) {
      for (const [member, isSent] of members) if (!isSent) members.delete(member);
    }
  }
  if (forgets('Escrows')) state.escrows.clear();
  if (forgets('QuarantineState')) {
    state.quarantine = undefined;
    if (state.status !== 'running') state.status = 'running';
    state.nextCycle = 0;
  }
  if (forgets('ConnectorDataStore')) {
    state.links.clear();
    state.managers.clear();
    state.members.clear();
  }
  if (scopes.includes('ForceDeletes')) state.deletionsAllowed = true;
}
