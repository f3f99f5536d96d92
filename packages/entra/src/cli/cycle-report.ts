import { failures, type FailureCode } from '../failure/failures.ts';
import type { Send } from '../job/exchange.ts';
import type { Outcome } from '../job/outcome.ts';
import type { CycleEnd } from '../job/run-cycle.ts';

/** How an object can end. */
export const countColumns = ['created', 'updated', 'disabled', 'deleted', 'skipped', 'failed'] as const;
type Column = (typeof countColumns)[number];
/** What is counted apart. */
export const countRows = ['users', 'groups', 'references'] as const;
type Row = (typeof countRows)[number];

/** How many objects of each kind ended how. */
type CycleCounts = Readonly<Record<Row, Readonly<Record<Column, number>>>>;

/** A request and how long it took, in milliseconds. */
export interface TimedRequest {
  readonly request: string;
  readonly ms: number;
}

/** One object that failed, or whose reference was left out. */
export interface Trouble {
  readonly kind: Outcome['kind'];
  readonly id: string;
  readonly name: string;
  readonly code: FailureCode;
  readonly reason: string;
  readonly meaning: string;
  readonly remedy: string;
  /** ISO 8601, or null when nothing is tried again by itself. */
  readonly nextAttempt: string | null;
  readonly isWarning: boolean;
}

/** What a cycle did, for people and for machines. */
export interface CycleReport {
  readonly cycle: CycleEnd['kind'];
  readonly status: CycleEnd['status'];
  readonly counts: CycleCounts;
  readonly requests: number;
  readonly seconds: number;
  readonly slowest: readonly TimedRequest[];
  readonly troubles: readonly Trouble[];
  /** Troubles beyond those that are listed. */
  readonly moreTroubles: number;
}

const SLOWEST = 5;
const MOST_TROUBLES = 1_000;

/** Counts what cycles do. */
export class CycleRecorder {
  #counts = emptyCounts();
  #slowest: TimedRequest[] = [];
  #troubles: Trouble[] = [];
  #more = 0;
  #requests = 0;

  /** Counts and times the requests of a job. */
  timing(send: Send, clock: () => number): Send {
    return async (request) => {
      const began = clock();
      const answer = await send(request);
      this.#requests += 1;
      const ms = clock() - began;
      const last = this.#slowest.at(-1);
      if (this.#slowest.length < SLOWEST || last === undefined || ms > last.ms) {
        // The query may have names of people in it.
        const path = request.path.replace(/\?.*/s, '');
        this.#slowest = [...this.#slowest, { request: `${request.method} ${path}`, ms }]
          .toSorted((a, b) => b.ms - a.ms)
          .slice(0, SLOWEST);
      }
      return answer;
    };
  }

  note(outcome: Outcome): void {
    const { part, kind, ending, id, name } = outcome;
    const row = part === 'references' ? 'references' : kind === 'User' ? 'users' : 'groups';
    this.#counts[row][columnOf(outcome)] += 1;
    if (ending.status !== 'failure' && ending.status !== 'warning') return;
    if (this.#troubles.length >= MOST_TROUBLES) {
      this.#more += 1;
      return;
    }
    const { code, reason } = ending.failed;
    const { meaning, remedy } = failures[code];
    const nextAttempt = ending.status === 'failure' ? ending.nextAttempt : undefined;
    this.#troubles.push({
      kind,
      id,
      name,
      code,
      reason,
      meaning,
      remedy,
      nextAttempt: nextAttempt === undefined ? null : new Date(nextAttempt).toISOString(),
      isWarning: ending.status === 'warning',
    });
  }

  /** What was counted since the last report. */
  report({ kind, status }: CycleEnd, seconds: number): CycleReport {
    const report: CycleReport = {
      cycle: kind,
      status,
      counts: this.#counts,
      requests: this.#requests,
      seconds,
      slowest: this.#slowest,
      troubles: this.#troubles,
      moreTroubles: this.#more,
    };
    this.#counts = emptyCounts();
    this.#slowest = [];
    this.#troubles = [];
    this.#more = 0;
    this.#requests = 0;
    return report;
  }
}

function emptyCounts(): Record<Row, Record<Column, number>> {
  const empty = (): Record<Column, number> => ({
    created: 0,
    updated: 0,
    disabled: 0,
    deleted: 0,
    skipped: 0,
    failed: 0,
  });
  return { users: empty(), groups: empty(), references: empty() };
}

function columnOf({ ending, action }: Outcome): Column {
  if (ending.status === 'failure') return 'failed';
  switch (action) {
    case 'create':
      return 'created';
    case 'update':
      return 'updated';
    case 'disable':
      return 'disabled';
    case 'delete':
      return 'deleted';
    case 'stageddelete':
    case 'other':
      return 'skipped';
    default:
      return action satisfies never;
  }
}
