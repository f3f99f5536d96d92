import {
  applyOnTrial,
  applyPatch,
  bindPatch,
  canLeaveOut,
  decodePatch,
  disables,
  hidePathOperands,
  noMembers,
  parseProjection,
  readOnTrial,
  ScimError,
  touchesMembers,
  writtenByPatch,
  type BoundOperation,
  type Resource,
  type ResourceType,
  type TrialPatch,
} from '@scimwright/core';
import { logEntry } from '../log/log-entry.ts';
import type { Reply } from '../reply.ts';
import { entityTag } from '../resource/entity-tag.ts';
import { isConditional } from '../resource/preconditions.ts';
import { locationOf } from '../resource/represent.ts';
import { headersOf, show } from '../resource/show.ts';
import type { Deps, OneResourceRequest } from '../scim-request.ts';
import { commitRefusal } from './commit-refusal.ts';
import { writeState, type WantedState } from './write-state.ts';

/**
 * Changes a resource (RFC 7644 §3.5.2). A user comes back whole; a group does not, since its members may be 100,000,
 * unless the request names the attributes it wants to see.
 *
 * A PATCH that disables a user does so: what fails beside it is left out (departure `disable-first`).
 *
 * @throws ScimError what `decodePatch`, `bindPatch`, `applyPatch` and `writeState` refuse
 *
 * @example
 * const { status } = await modify(request, deps);
 */
export async function modify(request: OneResourceRequest, deps: Deps): Promise<Reply> {
  const { type, reading } = request;
  const projection = parseProjection(request.query, type, reading);
  const patch = readPatch(request);
  const { operations } = patch;
  const isSilent = type.membership !== undefined && projection.kind === 'default';
  const status = isSilent ? 204 : 200;
  if (isSilent && !isConditional(request)) {
    const reply = await modifyMembers(request, deps, operations);
    if (reply !== undefined) return reply;
  }
  const { stored, trace, logged } = await writeState(request, deps, status, (current) =>
    patched(current, patch, request),
  ).catch((error: unknown) => {
    throw isRemoval(error, operations, type) ? new ScimError('mutability', error.message, error) : error;
  });
  const asked = { ...projection, written: writtenByPatch(operations, type) };
  const shown = isSilent
    ? { headers: headersOf(stored, request) }
    : await show(stored, request, asked, deps.store.resources);
  return { status, ...shown, trace, ...(logged && { logged }) };
}

/** A PATCH as it is going to be applied. */
interface ReadPatch extends TrialPatch {
  readonly disables: () => boolean;
}

function readPatch({ body, type, reading }: OneResourceRequest): ReadPatch {
  try {
    const operations = bindPatch(decodePatch(body, reading), type, reading);
    return { operations, leftOut: [], disables: () => disables(operations, type, reading) };
  } catch (refusal) {
    const trial = canLeaveOut(refusal) ? readOnTrial(body, type, reading) : undefined;
    const isLeftOut =
      trial !== undefined && disables(trial.operations, type, reading) && reading.accept('disable-first');
    if (!isLeftOut) throw refusal;
    return { ...trial, disables: () => true };
  }
}

function patched(
  current: Resource,
  { operations, leftOut, disables: isDisable }: ReadPatch,
  { type, reading }: OneResourceRequest,
): WantedState {
  const written = writtenTexts(operations);
  try {
    if (leftOut.length === 0) {
      return { ...applyPatch(current, operations, type, reading), written, disables: isDisable };
    }
  } catch (refusal) {
    if (!canLeaveOut(refusal) || !isDisable() || !reading.accept('disable-first')) throw refusal;
  }
  // Only users are disabled, and they have no members.
  const tried = applyOnTrial(current, operations, type, reading);
  return {
    resource: tried.resource,
    members: noMembers,
    written,
    leftOut: [...leftOut, ...tried.leftOut],
    disables: isDisable,
  };
}

/** Of members nothing is ever left out. */
function writtenTexts(operations: readonly BoundOperation[]): readonly string[] {
  const texts = operations.flatMap((operation) =>
    operation.kind === 'members' ? ['members'] : hidePathOperands(operation.text),
  );
  return [...new Set(texts)];
}

/** RFC 7644 §3.5.2.2: what is required cannot be removed, which is a question of mutability and not of a value. */
function isRemoval(
  error: unknown,
  operations: readonly BoundOperation[],
  { required }: ResourceType,
): error is ScimError & { readonly path: string } {
  if (!(error instanceof ScimError) || error.code !== 'invalidValue') return false;
  const missing = required.find(({ path }) => path === error.path)?.target.path;
  return operations.some(
    (operation) =>
      operation.kind !== 'members' &&
      operation.op === 'remove' &&
      operation.path.extension === missing?.extension &&
      operation.path.attribute.name === missing?.attribute.name,
  );
}

/** A PATCH of members alone needs no look at the group: the change is relative, and the commit knows whether it is there. */
async function modifyMembers(
  request: OneResourceRequest,
  { store, clock }: Deps,
  operations: readonly BoundOperation[],
): Promise<Reply | undefined> {
  const { type, tenant, id, base, reading } = request;
  if (!operations.every(({ kind }) => kind === 'members')) return undefined;
  const { members } = applyPatch({}, operations, type, reading);
  if (!touchesMembers(members)) return undefined;
  const now = clock();
  const trace = { resourceType: type.name, resourceId: id, changed: ['members'] };
  const outcome = await store.resources.commit(tenant.id, [
    { kind: 'members', type: type.name, id, at: now.toISOString(), expected: undefined, members },
    { kind: 'log', entry: logEntry(request, { status: 204, trace }, now) },
  ]);
  if (outcome.kind !== 'done') throw commitRefusal(outcome, type);
  const [result] = outcome.results;
  const etag = result && { ETag: entityTag(result.version) };
  return { status: 204, headers: { Location: locationOf(base, type, id), ...etag }, trace, logged: true };
}
