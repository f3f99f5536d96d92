import {
  changedPaths,
  checkKeyLengths,
  checkResource,
  keepImmutable,
  touchesMembers,
  type ImmutableRule,
  type MemberDelta,
  type Resource,
} from '@scimwright/core';
import type { Change, Stored } from '@scimwright/store';
import { logEntry } from '../log/log-entry.ts';
import type { Trace } from '../reply.ts';
import { checkWritable, isConditional } from '../resource/preconditions.ts';
import { parseBody } from '../resource/represent.ts';
import { resourceEvents } from '../resource/resource-events.ts';
import { subjectOf } from '../resource/subject.ts';
import { updateChange } from '../resource/update-change.ts';
import type { Deps, OneResourceRequest } from '../scim-request.ts';
import { admitUser } from './admit-user.ts';
import { checkPolicies } from './check-policies.ts';
import { commitRefusal } from './commit-refusal.ts';
import { inAttempts } from './in-attempts.ts';
import { notFound } from './not-found.ts';

/** The state that a write wants: the attributes, and what is to become of the members. */
export interface WantedState {
  readonly resource: Resource;
  readonly members: MemberDelta;
  /** What it may say of what is immutable; the `same` unless it says otherwise. */
  readonly immutable?: ImmutableRule;
}

/** What came of a write; `logged` is false when nothing had to be written. */
export interface WrittenState {
  readonly stored: Stored;
  readonly trace: Trace;
  readonly logged: boolean;
}

/**
 * Reads a resource, asks what it should become, checks the result and commits it; again from the start when another
 * write came in between, unless If-Match named the version. Nothing is written when nothing would change.
 *
 * @throws ScimError notFound, staleVersion, invalidValue, uniqueness; StoreUnavailable when others were always faster
 *
 * @example
 * await writeState(request, deps, 200, (current) => ({ resource: { ...current, title: 'Dr' }, members: noMembers }));
 */
export async function writeState(
  request: OneResourceRequest,
  deps: Deps,
  status: number,
  wanted: (current: Resource) => WantedState,
): Promise<WrittenState> {
  return deps.inTurn(`${request.tenant.id}/${request.id}`, () =>
    inAttempts(() => attemptWrite(request, deps, status, wanted)),
  );
}

async function attemptWrite(
  request: OneResourceRequest,
  deps: Deps,
  status: number,
  wanted: (current: Resource) => WantedState,
): Promise<WrittenState | undefined> {
  const { type, tenant, id, ifMatch } = request;
  const stored = await deps.store.resources.get(tenant.id, type.name, id);
  if (stored === undefined) throw notFound(type, id);
  checkWritable(request, stored.version);
  const written = await writeOnce(request, deps, status, stored, wanted);
  if (written === undefined && ifMatch !== undefined) throw commitRefusal({ kind: 'stale', change: 0 }, type);
  return written;
}

async function writeOnce(
  request: OneResourceRequest,
  deps: Deps,
  status: number,
  stored: Stored,
  wanted: (current: Resource) => WantedState,
): Promise<WrittenState | undefined> {
  const { type, tenant, id } = request;
  const { store, clock } = deps;
  const before = parseBody(stored);
  const state = wanted(before);
  const { members } = state;
  const after = settled(request, before, state);
  const changed = [...changedPaths(before, after), ...(touchesMembers(members) ? ['members'] : [])];
  const trace: Trace = { resourceType: type.name, resourceId: id, subject: subjectOf(after, type), changed };
  if (changed.length === 0) return { stored, trace, logged: false };
  const now = clock();
  const at = now.toISOString();
  const body = JSON.stringify(after);
  const isSame = after === before || body === stored.body;
  if (!isSame) checkResult(request, before, after);
  const change: Change = isSame
    ? {
        kind: 'members',
        type: type.name,
        id,
        at,
        expected: isConditional(request) ? stored.version : undefined,
        members,
      }
    : updateChange(stored, type, { before, after, at, members });
  const events = isSame ? [] : resourceEvents({ type, id, at, before, after });
  // Last of all: by now it is known which departures the request made.
  const log: Change = { kind: 'log', entry: logEntry(request, { status, trace }, now) };
  const commit = () => store.resources.commit(tenant.id, [change, ...events, log]);
  const isEnabling = before['active'] === false && after['active'] !== false;
  const outcome = await (isEnabling
    ? admitUser(request, deps, { change: 'enable', user: after }, commit)
    : commit());
  if (outcome.kind === 'stale') return undefined;
  if (outcome.kind !== 'done') throw commitRefusal(outcome, type);
  const [result] = outcome.results;
  const { version, modified } = result ?? stored;
  return { stored: { ...stored, version, modified, body }, trace, logged: true };
}

/** The state that comes of a write with what is immutable as it was; who is disabled keeps it, whatever the request says. */
function settled(
  { type, reading }: OneResourceRequest,
  before: Resource,
  { resource, immutable = 'same' }: WantedState,
): Resource {
  if (type.immutable.length === 0) return resource;
  try {
    return keepImmutable(before, resource, type, immutable);
  } catch (refusal) {
    if (!isDisabling(before, resource) || !reading.accept('disable-despite-missing')) throw refusal;
    return keepImmutable(before, resource, type, 'any');
  }
}

function isDisabling(before: Resource, after: Resource): boolean {
  return before['active'] !== false && after['active'] === false;
}

/** Turning `active` off is never refused for what else is missing: Entra would send it for ever. */
function checkResult(request: OneResourceRequest, before: Resource, after: Resource): void {
  try {
    checkResource(after, request.type);
    checkPolicies(request, after);
  } catch (refusal) {
    if (!isDisabling(before, after) || !request.reading.accept('disable-despite-missing')) throw refusal;
    checkKeyLengths(after, request.type);
  }
}
