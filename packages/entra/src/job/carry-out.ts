import { matchingValues } from '../mapping/map-object.ts';
import { readsAttribute } from '../mapping/source-attributes.ts';
import { createBody } from '../wire/create-body.ts';
import { differences, type Difference } from '../wire/differences.ts';
import { updateRequest } from '../wire/patch-requests.ts';
import type { TargetResource } from '../wire/read-answer.ts';
import { createRequest, deleteRequest } from '../wire/requests.ts';
import { isGone, ObjectFailure, resourceIn } from './conversation.ts';
import { contextBefore, mappedValues } from './mapped-values.ts';
import { managerIn } from './manager-in.ts';
import { changedBy, writtenBy } from './modified-properties.ts';
import type { Ending } from './outcome.ts';
import type { Plan } from './plan.ts';
import type { Subject } from './subject.ts';

const success: Ending = { status: 'success' };

/**
 * Carries out the plan for an object.
 *
 * @throws ObjectFailure
 * @throws MappingFailure
 * @throws TooManyValues
 */
export async function carryOut(plan: Plan, subject: Subject): Promise<Ending> {
  switch (plan.kind) {
    case 'matchOrCreate':
      return matchOrCreate(subject);
    case 'update':
      return update(subject, plan.link.targetId);
    case 'disable':
      return disable(subject, plan);
    case 'delete':
      return remove(subject, plan.link.targetId);
    case 'forget':
      subject.disconnect();
      return { status: 'skipped', reason: 'NotEffectivelyEntitled' };
    case 'skip':
      if (plan.isUnmanaged === true) subject.changeLink({ isManaged: false });
      return { status: 'skipped', reason: plan.reason };
    default:
      return plan satisfies never;
  }
}

async function matchOrCreate(subject: Subject): Promise<Ending> {
  const { kind, mapping, conversation } = subject;
  const values = matchingValues(mapping, subject.sourceOf(false), contextBefore(subject));
  if (values.length === 0) {
    throw new ObjectFailure({ code: 'ImportSkipped', reason: 'No matching attribute has a value.' });
  }
  for (const { target, value } of values) {
    const hits = await conversation.find(kind, target, value);
    const [hit] = hits;
    if (hit === undefined) continue;
    if (hits.length > 1) {
      const reason = `${hits.length} objects of the application have this ${target.path}.`;
      throw new ObjectFailure({ code: 'DuplicateTargetEntries', reason });
    }
    connect(subject, hit.id);
    subject.note({ wasFound: true });
    return bring(subject, hit);
  }
  subject.note({ wasFound: false });
  return create(subject);
}

async function create(subject: Subject): Promise<Ending> {
  const { kind, id, mapping, conversation, job, memory } = subject;
  if (!mapping.flows.create) return { status: 'skipped', reason: 'FlowTypeOff' };
  const values = await mappedValues(subject, mapping, { isNew: true, isSoftDeleted: false });
  subject.note({ action: 'create' });
  const request = createRequest(kind, createBody(kind, values, job.knobs));
  connect(subject, resourceIn(await conversation.ask(request, 'collection')).id);
  memory.sawManager(id, null);
  subject.note({ modified: writtenBy(values) });
  return success;
}

/** @throws ObjectFailure when somebody else in the directory is connected with it */
function connect(subject: Subject, targetId: string): void {
  const owner = subject.otherOwnerOf(targetId);
  if (owner !== undefined) {
    const reason = `The object ${targetId} of the application is connected with ${owner} of the directory.`;
    throw new ObjectFailure({ code: 'DuplicateSourceEntries', reason });
  }
  subject.connect(targetId);
}

async function update(subject: Subject, targetId: string): Promise<Ending> {
  const { kind, conversation, job } = subject;
  let resource: TargetResource;
  try {
    resource = await conversation.read(kind, targetId);
  } catch (error) {
    if (!isGone(error) || job.settings.whenGone === 'fail') throw error;
    subject.disconnect();
    return matchOrCreate(subject);
  }
  subject.note({ wasFound: true });
  return bring(subject, resource);
}

/** Makes an object what the mapping gives. */
async function bring(subject: Subject, resource: TargetResource): Promise<Ending> {
  const { id, mapping, memory } = subject;
  memory.sawManager(id, managerIn(resource, mapping));
  const values = await mappedValues(subject, mapping, { isNew: false, isSoftDeleted: false });
  const changes = differences(values, resource);
  if (changes.length > 0 && !mapping.flows.update) return { status: 'skipped', reason: 'FlowTypeOff' };
  await write(subject, resource, changes, 'update');
  subject.changeLink({ isDisabled: false, isManaged: true });
  return changes.length > 0 ? success : { status: 'skipped', reason: 'RedundantExport' };
}

async function disable(
  subject: Subject,
  { link, staysManaged }: Extract<Plan, { readonly kind: 'disable' }>,
): Promise<Ending> {
  const { kind, mapping, conversation } = subject;
  subject.note({ action: 'disable' });
  const resource = await conversation.read(kind, link.targetId);
  subject.note({ wasFound: true });
  const attributes = mapping.attributes.filter((each) => readsAttribute(each, 'IsSoftDeleted'));
  const flow = { isNew: false, isSoftDeleted: true };
  const changes = differences(await mappedValues(subject, { ...mapping, attributes }, flow), resource);
  await write(subject, resource, changes, 'disable');
  subject.changeLink({ isDisabled: true, isManaged: staysManaged });
  if (changes.length > 0) return success;
  subject.note({ action: 'other' });
  return { status: 'skipped', reason: 'RedundantSoftDelete' };
}

async function write(
  subject: Subject,
  { id: targetId }: TargetResource,
  changes: readonly Difference[],
  action: 'update' | 'disable',
): Promise<void> {
  if (changes.length === 0) return;
  const { kind, conversation, job } = subject;
  subject.note({ action });
  await conversation.ask(updateRequest(kind, targetId, changes, job.knobs), 'object');
  subject.note({ modified: changedBy(changes) });
}

async function remove(subject: Subject, targetId: string): Promise<Ending> {
  subject.note({ action: 'delete' });
  try {
    await subject.conversation.ask(deleteRequest(subject.kind, targetId), 'object');
  } catch (error) {
    // It is gone, as it should be.
    if (!isGone(error)) throw error;
  }
  subject.disconnect();
  return success;
}
