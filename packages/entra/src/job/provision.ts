import { failures } from '../failure/failures.ts';
import type { Failed } from '../failure/failure-of.ts';
import { MappingFailure } from '../mapping/map-object.ts';
import { TooManyValues } from '../wire/typed-value.ts';
import { carryOut } from './carry-out.ts';
import { ObjectFailure } from './conversation.ts';
import { escrowAfter, escrowKey } from './escrow.ts';
import type { Escrow } from './job-state.ts';
import { nameOf } from './name-of.ts';
import type { Ending, Outcome } from './outcome.ts';
import { isRemoval, planOf } from './plan.ts';
import { writeReferences, type ReferenceLimits } from './references.ts';
import { Subject, type SubjectParts } from './subject.ts';

/** How a cycle treats the objects that it meets. */
export interface Treatment extends ReferenceLimits {
  /** The guard against accidental deletions keeps disables and deletions back. */
  readonly holdsBack: boolean;
  /** When the next cycle is due, in milliseconds since 1970. */
  readonly nextCycle: number;
}

/**
 * Provisions a user or a group, without its references. Connections and escrows of the state change.
 *
 * @returns undefined when the object has gone from the directory and the application never had it
 */
export async function provisionObject(
  parts: SubjectParts,
  treatment: Treatment,
): Promise<Outcome | undefined> {
  const subject = new Subject(parts);
  const plan = planOf(subject);
  const isUnknown = plan.kind === 'forget' && subject.link === undefined;
  const { id, state } = parts;
  return outcomeOf(subject, 'object', treatment, async () => {
    if (treatment.holdsBack && isRemoval(plan)) {
      state.staged.add(id);
      subject.note({ action: 'stageddelete' });
      return { status: 'success' };
    }
    state.staged.delete(id);
    const ending = await carryOut(plan, subject);
    return isUnknown ? undefined : ending;
  });
}

/**
 * Writes the manager of a user, or the members of a group.
 *
 * @returns undefined when there is nothing to do, or the cycle was stopped on the way
 */
export async function provisionReferences(
  parts: SubjectParts,
  treatment: Treatment,
): Promise<Outcome | undefined> {
  const subject = new Subject(parts);
  return outcomeOf(subject, 'references', treatment, () => writeReferences(subject, treatment));
}

async function outcomeOf(
  subject: Subject,
  part: Escrow['part'],
  treatment: Treatment,
  steps: () => Promise<Ending | undefined>,
): Promise<Outcome | undefined> {
  const { kind, id, job, state, object } = subject;
  const { now } = job.context;
  const startedAt = now();
  const ending = await endingOf(subject, part, treatment, steps);
  if (ending?.status !== 'failure') state.escrows.delete(escrowKey(id, part));
  if (ending === undefined) return undefined;
  return {
    kind,
    id,
    name: nameOf(object) ?? id,
    part,
    startedAt,
    endedAt: now(),
    ending,
    entitlement: subject.entitlement,
    exchanges: subject.conversation.exchanges,
    ...subject.found,
  };
}

async function endingOf(
  { kind, id, job, state }: Subject,
  part: Escrow['part'],
  { nextCycle }: Treatment,
  steps: () => Promise<Ending | undefined>,
): Promise<Ending | undefined> {
  try {
    return await steps();
  } catch (error) {
    const failed = failedBy(error);
    if (failed === undefined) throw error;
    if (failures[failed.code].next !== 'escrow') return { status: 'failure', failed, nextAttempt: undefined };
    const key = escrowKey(id, part);
    const { code } = failed;
    const times = { now: job.context.now(), nextCycle };
    const escrow = escrowAfter(state.escrows.get(key), { kind, part, code }, times, job.settings);
    state.escrows.set(key, escrow);
    return { status: 'failure', failed, nextAttempt: escrow.nextAttempt };
  }
}

function failedBy(error: unknown): Failed | undefined {
  if (error instanceof ObjectFailure) return error.failed;
  if (error instanceof MappingFailure) return { code: 'EntrySynchronizationError', reason: error.message };
  if (error instanceof TooManyValues) {
    return { code: 'SchemaPropertyCanOnlyAcceptValue', reason: error.message };
  }
  return undefined;
}
