import { parseProjection, ScimError, type Resource, type ResourceType } from '@scimwright/core';
import { hidePathOperands } from '@scimwright/core/filter';
import {
  applyLeniently,
  applyPatch,
  bindPatch,
  canLeaveOut,
  decodePatch,
  disables,
  emptyDelta,
  parsePatchLeniently,
  changesMembers,
  writtenByPatch,
  type BoundOperation,
  type LenientPatch,
} from '@scimwright/core/patch';
import { logEntry } from '../log/log-entry.ts';
import type { Reply } from '../reply.ts';
import { entityTag } from '../resource/entity-tag.ts';
import { isConditional } from '../resource/preconditions.ts';
import { locationOf } from '../resource/resource-text.ts';
import { headersOf, resourceReply } from '../resource/resource-reply.ts';
import type { Deps, OneResourceRequest } from '../scim-request.ts';
import { commitRefusal } from './commit-refusal.ts';
import { writeState, type WantedState } from './write-state.ts';

/**
 * Changes a resource (RFC 7644 §3.5.2). The response has the whole user. It has a group only if the request names the
 * attributes to return, because a group may have 100,000 members.
 *
 * A PATCH that disables a user always does so: operations that fail are left out (departure `disable-first`).
 *
 * @throws ScimError what `decodePatch`, `bindPatch`, `applyPatch` and `writeState` refuse
 */
export async function modify(request: OneResourceRequest, deps: Deps): Promise<Reply> {
  const { type, parseContext } = request;
  const projection = parseProjection(request.query, type, parseContext);
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
    : await resourceReply(stored, request, asked, deps.store.resources);
  return { status, ...shown, trace, ...(logged && { logged }) };
}

/** A parsed PATCH. */
interface ReadPatch extends LenientPatch {
  readonly disables: () => boolean;
}

function readPatch({ body, type, parseContext }: OneResourceRequest): ReadPatch {
  try {
    const operations = bindPatch(decodePatch(body, parseContext), type, parseContext);
    return { operations, leftOut: [], disables: () => disables(operations, type, parseContext) };
  } catch (refusal) {
    const trial = canLeaveOut(refusal) ? parsePatchLeniently(body, type, parseContext) : undefined;
    const isLeftOut =
      trial !== undefined &&
      disables(trial.operations, type, parseContext) &&
      parseContext.accept('disable-first');
    if (!isLeftOut) throw refusal;
    return { ...trial, disables: () => true };
  }
}

function patched(
  current: Resource,
  { operations, leftOut, disables: isDisable }: ReadPatch,
  { type, parseContext }: OneResourceRequest,
): WantedState {
  const written = writtenTexts(operations);
  try {
    if (leftOut.length === 0) {
      return { ...applyPatch(current, operations, type, parseContext), written, disables: isDisable };
    }
  } catch (refusal) {
    if (!canLeaveOut(refusal) || !isDisable() || !parseContext.accept('disable-first')) throw refusal;
  }
  // Only users are disabled, and they have no members.
  const tried = applyLeniently(current, operations, type, parseContext);
  return {
    resource: tried.resource,
    members: emptyDelta,
    written,
    leftOut: [...leftOut, ...tried.leftOut],
    disables: isDisable,
  };
}

/** The paths that a PATCH writes. */
function writtenTexts(operations: readonly BoundOperation[]): readonly string[] {
  const texts = operations.flatMap((operation) =>
    operation.kind === 'members' ? ['members'] : hidePathOperands(operation.text),
  );
  return [...new Set(texts)];
}

/** RFC 7644 §3.5.2.2: removing a required attribute is an error of `mutability`, not of a value. */
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

/** A PATCH of members alone does not read the group: the change is relative, and the commit checks that the group exists. */
async function modifyMembers(
  request: OneResourceRequest,
  { store, clock }: Deps,
  operations: readonly BoundOperation[],
): Promise<Reply | undefined> {
  const { type, tenant, id, base, parseContext } = request;
  if (!operations.every(({ kind }) => kind === 'members')) return undefined;
  const { members } = applyPatch({}, operations, type, parseContext);
  if (!changesMembers(members)) return undefined;
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
