import type { DirectoryGroup, DirectoryUser } from '../directory/directory.ts';
import type { TargetAttribute } from '../mapping/mapping.ts';
import { managerRequest, memberRequests, type MemberChange } from '../wire/patch-requests.ts';
import { readList } from '../wire/read-answer.ts';
import { referenceRequest } from '../wire/requests.ts';
import { ObjectFailure } from './conversation.ts';
import type { Link } from './job-state.ts';
import { managerIn, referenceOf } from './manager-in.ts';
import { nameOf } from './name-of.ts';
import type { Ending } from './outcome.ts';
import type { StopSignal } from './stop-signal.ts';
import type { Subject } from './subject.ts';

/** After so many members of one group that failed, the others wait for the next attempt. */
const MOST_FAILED = 10;

/** What ends the writing of members early. */
export interface ReferenceLimits {
  readonly signal: StopSignal | undefined;
  /** Of a group, only these members are written. Undefined: all. */
  readonly only?: ReadonlySet<string>;
}

/**
 * Writes the manager of a user, or the members of a group. Whoever is not connected is left out, and is not added later.
 *
 * @returns undefined when there is nothing to do, or the signal came
 * @throws ObjectFailure
 */
export async function writeReferences(
  subject: Subject,
  limits: ReferenceLimits,
): Promise<Ending | undefined> {
  const { link, object, mapping, entitlement } = subject;
  const target = referenceOf(mapping);
  if (link === undefined || object === undefined || target === undefined) return undefined;
  if (!mapping.flows.update || link.isDisabled) return undefined;
  if (entitlement?.isEntitled !== true) return undefined;
  return object.kind === 'User'
    ? writeManager(subject, link, object, target)
    : writeMembers(subject, link, object, target, limits);
}

async function writeManager(
  subject: Subject,
  { targetId }: Link,
  { id, managerId }: DirectoryUser,
  target: TargetAttribute,
): Promise<Ending | undefined> {
  const { state, memory, conversation, job, mapping } = subject;
  if (managerId === undefined) {
    if (!state.managers.has(id)) return undefined;
    subject.note({ action: 'update' });
    await conversation.ask(managerRequest(targetId, target, undefined, job.knobs), 'object');
    const before = targetOf(subject, state.managers.get(id)) ?? null;
    state.managers.delete(id);
    subject.note({ modified: [{ name: target.path, oldValue: before, newValue: null }] });
    return { status: 'success' };
  }
  const manager = targetOf(subject, managerId);
  if (manager === undefined) return unresolved(subject, [managerId], 'manager');
  let shown = memory.managerOf(id);
  if (shown === undefined) {
    shown = managerIn(await conversation.read('User', targetId), mapping);
    memory.sawManager(id, shown);
  }
  const isThere = shown === manager || (await hasReference(subject, targetId, target, manager));
  if (!isThere) {
    subject.note({ action: 'update' });
    await conversation.ask(managerRequest(targetId, target, manager, job.knobs), 'object');
    memory.sawManager(id, manager);
    subject.note({ modified: [{ name: target.path, oldValue: shown, newValue: manager }] });
  }
  state.managers.set(id, managerId);
  return isThere ? undefined : { status: 'success' };
}

async function writeMembers(
  subject: Subject,
  { targetId }: Link,
  { id, members }: DirectoryGroup,
  target: TargetAttribute,
  { signal, only }: ReferenceLimits,
): Promise<Ending | undefined> {
  const { state, job } = subject;
  const known = state.members.get(id) ?? new Map<string, boolean>();
  state.members.set(id, known);
  const isMeant = (member: string): boolean => only?.has(member) ?? true;
  const fresh = [...members].filter((member) => !known.has(member) && isMeant(member));
  const missing = fresh.filter((member) => targetOf(subject, member) === undefined);
  for (const member of missing) known.set(member, false);
  const left = [...known.keys()].filter((member) => !members.has(member) && isMeant(member));
  const isSent = (member: string): boolean =>
    known.get(member) === true && targetOf(subject, member) !== undefined;
  const sent = left.filter(isSent);
  for (const member of left) if (!isSent(member)) known.delete(member);

  const added = fresh.filter((member) => known.get(member) === undefined);
  const failed: ObjectFailure[] = [];
  const write = async (some: readonly string[], change: (ids: readonly string[]) => MemberChange) => {
    const ids = some.flatMap((member) => targetOf(subject, member) ?? []);
    for (const request of memberRequests(targetId, target, change(ids), job.knobs)) {
      await subject.conversation.ask(request, 'object');
    }
  };
  const steps = [
    ...portions(added, job.knobs.memberBatch).map((some) => async () => {
      await write(some, (add) => ({ add, remove: [] }));
      for (const member of some) known.set(member, true);
    }),
    ...portions(sent, job.knobs.memberBatch).map((some) => async () => {
      await write(some, (remove) => ({ add: [], remove }));
      for (const member of some) known.delete(member);
    }),
  ];
  if (steps.length > 0) subject.note({ action: 'update' });
  for (const step of steps) {
    if (signal?.aborted === true) return undefined;
    try {
      await step();
    } catch (error) {
      if (!(error instanceof ObjectFailure)) throw error;
      failed.push(error);
      if (failed.length >= MOST_FAILED) break;
    }
  }
  const [first] = failed;
  if (first !== undefined) throw first;
  if (missing.length > 0) return unresolved(subject, missing, `members of ${nameOf(subject.object) ?? id}`);
  return steps.length > 0 ? { status: 'success' } : undefined;
}

function targetOf({ state }: Subject, id: string | undefined): string | undefined {
  return id === undefined ? undefined : state.links.get(id)?.targetId;
}

/** Whether the application has the reference already, if the job asks. */
async function hasReference(
  { kind, job, conversation }: Subject,
  id: string,
  target: TargetAttribute,
  value: string,
): Promise<boolean> {
  if (!job.settings.checksReferences) return false;
  const list = readList(
    await conversation.ask(referenceRequest(kind, id, target, value, job.knobs), 'collection'),
  );
  return list.kind === 'read' && list.content.length > 0;
}

function unresolved({ job: { directory } }: Subject, ids: readonly string[], as: string): Ending {
  const [first = ''] = ids;
  const name = nameOf(directory.user(first) ?? directory.group(first)) ?? first;
  const others =
    ids.length === 1 ? '' : ids.length === 2 ? ' and another one' : ` and ${ids.length - 1} others`;
  return {
    status: 'warning',
    failed: {
      code: 'UnableToResolveReferenceAttributeValue',
      reason: `${name}${others} could not be assigned as the ${as}, because the application does not have them.`,
    },
  };
}

function portions<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const step = Math.max(1, Math.floor(size));
  return Array.from({ length: Math.ceil(all.length / step) }, (_, at) =>
    all.slice(at * step, (at + 1) * step),
  );
}
