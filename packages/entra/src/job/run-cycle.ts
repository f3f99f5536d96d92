import { failures, type FailureCode } from '../failure/failures.ts';
import type { ObjectMapping, SourceKind } from '../mapping/mapping.ts';
import { CycleMemory } from './cycle-memory.ts';
import { expireEscrows } from './escrow.ts';
import type { Job } from './job.ts';
import type { CycleProgress, Escrow, JobState, QuarantineReason } from './job-state.ts';
import type { Outcome } from './outcome.ts';
import { isRemoval, planOf } from './plan.ts';
import { provisionObject, provisionReferences, type Treatment } from './provision.ts';
import { enterQuarantine, leaveQuarantine, tooManyFailures } from './quarantine.ts';
import type { StopSignal } from './stop-signal.ts';
import { Subject, type SubjectParts } from './subject.ts';

/** The parts of a cycle, in order. */
export const cyclePhases = ['users', 'groups', 'references'] as const;

/** One part of a cycle. */
export type CyclePhase = (typeof cyclePhases)[number];

/** What a cycle tells while it runs. */
export interface CycleWatch {
  readonly onOutcome?: (outcome: Outcome) => void;
  /** Before a phase, with the number of its objects; and after each object, with how many are done. */
  readonly onProgress?: (phase: CyclePhase, done: number, total: number) => void;
  /** The cycle finishes the objects that are under way, and ends. The next one goes on. */
  readonly signal?: StopSignal;
}

/** How a cycle ended. */
export interface CycleEnd {
  readonly kind: CycleProgress['kind'];
  /** `disabled`: the job does nothing until it is restarted. */
  readonly status: 'completed' | 'stopped' | 'quarantined' | 'disabled';
  readonly objects: number;
  readonly failed: number;
  readonly failedReferences: number;
}

interface Listed {
  readonly kind: SourceKind;
  readonly id: string;
}

/**
 * Runs one cycle: users, then groups, then references. The first is an initial cycle, which meets everybody; the others meet what changed,
 * and what failed and is due. The state changes while the cycle runs and is valid at any time.
 *
 * @see https://learn.microsoft.com/entra/identity/app-provisioning/how-provisioning-works
 *
 * @example
 * const job = {
 *   directory: createDirectory({ defaultDomain: 'fjordline.example', appRoles: [] }),
 *   mapping: defaultMapping(),
 *   settings: defaultSettings,
 *   knobs: entraKnobs,
 *   send: httpSend({ base: 'https://scim.example/contoso', secretToken: 'scimw_…' }),
 *   context: { now: () => Date.now(), random: () => Math.random(), guid: () => crypto.randomUUID() },
 * };
 * const { status } = await runCycle(job, newJobState()); // 'completed'
 */
export async function runCycle(job: Job, state: JobState, watch: CycleWatch = {}): Promise<CycleEnd> {
  const { directory, settings, context } = job;
  const counts = { objects: 0, failed: 0, failedReferences: 0 };
  expireEscrows(state, context.now());
  const kind = state.watermark === undefined ? 'initial' : 'incremental';
  if (state.status === 'disabled') return { kind, status: 'disabled', ...counts };
  const progress = (state.progress ??= {
    kind,
    startedAt: context.now(),
    watermark: directory.watermark,
    done: new Set(),
    referencesDone: new Set(),
  });
  const memory = new CycleMemory(state);
  const parts = ({ kind: of, id }: Listed): SubjectParts | undefined => {
    const mapping = mappingOf(job, of);
    return mapping && { kind: of, id, mapping, job, state, memory };
  };
  const listed = listOf(job, state).flatMap((each) => parts(each) ?? []);
  const nextCycle = progress.startedAt + settings.interval;
  const holdsBack = isTooMuch(listed, job, state);
  const treatment: Treatment = { holdsBack, nextCycle, signal: watch.signal };

  let stop: FailureCode | undefined;
  const isStopped = (): boolean => stop !== undefined || watch.signal?.aborted === true;
  const note = (outcome: Outcome | undefined): void => {
    if (outcome === undefined) return;
    counts.objects += 1;
    if (outcome.ending.status === 'failure') {
      const { code } = outcome.ending.failed;
      if (failures[code].next === 'quarantine') stop = code;
      counts[outcome.part === 'object' ? 'failed' : 'failedReferences'] += 1;
    }
    watch.onOutcome?.(outcome);
  };
  const phase = async (
    name: CyclePhase,
    all: readonly SubjectParts[],
    done: Set<string>,
    provision: typeof provisionObject,
  ): Promise<void> => {
    const open = all.filter(({ id }) => !done.has(id));
    let finished = all.length - open.length;
    watch.onProgress?.(name, finished, all.length);
    await inParallel(open, settings.concurrency, isStopped, async (each) => {
      note(await provision(each, treatment));
      // A group may have been left between two of its members.
      if (stop !== undefined || (name === 'references' && isStopped())) return;
      done.add(each.id);
      finished += 1;
      watch.onProgress?.(name, finished, all.length);
    });
  };
  for (const [name, of] of [
    ['users', 'User'],
    ['groups', 'Group'],
  ] as const) {
    if (isStopped()) break;
    const some = listed.filter((each) => each.kind === of);
    await phase(name, some, progress.done, provisionObject);
  }
  if (!isStopped()) {
    const due = dueEscrows(job, state, 'references').flatMap((each) => parts(each) ?? []);
    const isListed = new Set(listed.map(({ id }) => id));
    const some = [...listed, ...due.filter(({ id }) => !isListed.has(id))];
    await phase('references', some, progress.referencesDone, provisionReferences);
  }
  return { kind: progress.kind, status: end(stop, isStopped(), counts, job, state, holdsBack), ...counts };
}

function mappingOf({ mapping: { users, groups } }: Job, kind: SourceKind): ObjectMapping | undefined {
  const mapping = kind === 'User' ? users : groups;
  return mapping?.isEnabled === true ? mapping : undefined;
}

/** Whom the cycle meets, each once, users before groups. */
function listOf(job: Job, state: JobState): readonly Listed[] {
  const { directory } = job;
  const found = new Map<string, SourceKind>();
  if (state.watermark === undefined) {
    for (const { id } of directory.users()) found.set(id, 'User');
    for (const { id } of directory.groups()) found.set(id, 'Group');
    // They were purged since they were connected.
    for (const [id, { kind }] of state.links) found.set(id, kind);
  } else {
    for (const { id, kind } of directory.changedSince(state.watermark)) found.set(id, kind);
    for (const { id, kind } of dueEscrows(job, state, 'object')) found.set(id, kind);
    for (const id of state.deletionsAllowed ? state.staged : []) {
      found.set(id, state.links.get(id)?.kind ?? 'User');
    }
  }
  const all = [...found].map(([id, kind]) => ({ id, kind }));
  return [...all.filter(({ kind }) => kind === 'User'), ...all.filter(({ kind }) => kind === 'Group')];
}

function dueEscrows({ context }: Job, { escrows }: JobState, part: Escrow['part']): readonly Listed[] {
  const now = context.now();
  return [...escrows]
    .filter(([, escrow]) => escrow.part === part && escrow.nextAttempt <= now)
    .map(([key, { kind }]) => ({ kind, id: key.slice(0, key.lastIndexOf(' ')) }));
}

/** Whether the guard against accidental deletions keeps them back in this cycle. */
function isTooMuch(listed: readonly SubjectParts[], { settings }: Job, state: JobState): boolean {
  const limit = settings.accidentalDeletions;
  if (limit === undefined || state.deletionsAllowed) return false;
  return listed.filter((parts) => isRemoval(planOf(new Subject(parts)))).length > limit;
}

function end(
  stop: FailureCode | undefined,
  isStopped: boolean,
  counts: Omit<CycleEnd, 'kind' | 'status'>,
  { context, settings }: Job,
  state: JobState,
  holdsBack: boolean,
): CycleEnd['status'] {
  const now = context.now();
  if (isStopped && stop === undefined) return 'stopped';
  const reason: QuarantineReason | undefined =
    stop !== undefined
      ? 'EncounteredQuarantineException'
      : holdsBack
        ? 'TooManyDeletes'
        : tooManyFailures(counts, settings.quarantine);
  if (stop === undefined && state.progress !== undefined) {
    state.watermark = state.progress.watermark;
    state.nextCycle = Math.max(now, state.progress.startedAt + settings.interval);
    state.progress = undefined;
    state.cycles += 1;
    if (!holdsBack) state.deletionsAllowed = false;
  }
  if (reason === undefined) leaveQuarantine(state);
  else enterQuarantine(state, reason, stop, now);
  if (state.status === 'disabled') return 'disabled';
  return reason === undefined ? 'completed' : 'quarantined';
}

/** Works on some items at once, in order, until it is stopped. */
async function inParallel<T>(
  items: readonly T[],
  concurrency: number,
  isStopped: () => boolean,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      if (isStopped()) return;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, worker));
}
