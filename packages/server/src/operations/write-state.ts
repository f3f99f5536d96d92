import { checkResource, sameJson, type Resource } from '@scimwright/core';
import { canLeaveOut, changesMembers, type MemberDelta } from '@scimwright/core/patch';
import { changedPaths, keepImmutable, type ImmutableRule } from '@scimwright/core/resource';
import type { Change, Outcome, Stored } from '@scimwright/store';
import { logEntry } from '../log/log-entry.ts';
import type { Trace } from '../reply.ts';
import { checkWritable, isConditional } from '../resource/preconditions.ts';
import { parseBody } from '../resource/resource-text.ts';
import { resourceEvents } from '../resource/resource-events.ts';
import { subjectOf } from '../resource/subject.ts';
import { updateChange } from '../resource/update-change.ts';
import type { Deps, OneResourceRequest } from '../scim-request.ts';
import { admitUser } from './admit-user.ts';
import { checkPolicies } from './check-policies.ts';
import { commitRefusal } from './commit-refusal.ts';
import { putBack, withoutRefused, type KeptState } from './disable-first.ts';
import { inAttempts } from './in-attempts.ts';
import { notFound } from './not-found.ts';

/** The state that a write asks for: the attributes, and the changes of members. */
export interface WantedState {
  readonly resource: Resource;
  readonly members: MemberDelta;
  /** Which values of immutable attributes are accepted; defaults to `same`. */
  readonly immutable?: ImmutableRule;
  /** The paths that are written, whether their values change or not. */
  readonly written?: readonly string[];
  /** The paths that were left out so far. */
  readonly leftOut?: readonly string[];
  /** Whether the request disables a user, so that everything refused is left out. */
  readonly disables?: () => boolean;
}

/** The result of a write; `logged` is false when nothing had to be written. */
export interface WrittenState {
  readonly stored: Stored;
  readonly trace: Trace;
  readonly logged: boolean;
}

/**
 * Reads a resource, computes its new state, checks that and commits it. When another write comes in between, it starts
 * again, unless If-Match named the version. It writes nothing when nothing changes.
 *
 * @throws ScimError notFound, staleVersion, invalidValue, uniqueness; StoreUnavailable when other writes came in between
 *   every time
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
  const { type, parseContext } = request;
  const before = parseBody(stored);
  const state = wanted(before);
  const leavesOut = (): boolean => state.disables?.() === true && parseContext.accept('disable-first');
  let kept = checked(request, before, state, leavesOut);
  for (;;) {
    const result = await commitState(request, deps, { status, stored, before, kept, state });
    if (result.kind === 'written') return result.written;
    const { outcome } = result;
    if (outcome.kind === 'stale') return undefined;
    const next =
      outcome.kind === 'duplicate' && leavesOut()
        ? putBack({ before, state: kept, type }, outcome.path)
        : undefined;
    // With everything restored, only another host can have taken a name in the meantime.
    if (next === undefined || sameJson(next.state.resource, kept.resource))
      throw commitRefusal(outcome, type);
    kept = next.state;
  }
}

/** The result of a commit: written, or refused by the store. */
type Committed =
  | { readonly kind: 'written'; readonly written: WrittenState }
  | { readonly kind: 'refused'; readonly outcome: Exclude<Outcome, { kind: 'done' }> };

async function commitState(
  request: OneResourceRequest,
  deps: Deps,
  wanted: {
    readonly status: number;
    readonly stored: Stored;
    readonly before: Resource;
    readonly kept: KeptState;
    readonly state: WantedState;
  },
): Promise<Committed> {
  const { type, tenant, id } = request;
  const { store, clock } = deps;
  const { status, stored, before, kept, state } = wanted;
  const { members, written } = state;
  const { resource: after, leftOut } = kept;
  const attributes = changedPaths(before, after);
  const changed = changesMembers(members) ? [...attributes, 'members'] : attributes;
  const trace: Trace = {
    resourceType: type.name,
    resourceId: id,
    subject: subjectOf(after, type),
    changed,
    ...(written && { written }),
    leftOut,
  };
  if (changed.length === 0) return { kind: 'written', written: { stored, trace, logged: false } };
  const now = clock();
  const at = now.toISOString();
  const body = JSON.stringify(after);
  const isSame = after === before || body === stored.body;
  const change: Change = isSame
    ? {
        kind: 'members',
        type: type.name,
        id,
        at,
        expected: isConditional(request) ? stored.version : undefined,
        members,
      }
    : updateChange(stored, type, { before, after, body, at, members });
  const events = isSame ? [] : resourceEvents({ type, id, at, before, after, changed: attributes });
  // Last, when all departures of the request are known.
  const log: Change = { kind: 'log', entry: logEntry(request, { status, trace }, now) };
  const commit = () => store.resources.commit(tenant.id, [change, ...events, log]);
  const isEnabling = before['active'] === false && after['active'] !== false;
  const outcome = await (isEnabling
    ? admitUser(request, deps, { change: 'enable', user: after }, commit)
    : commit());
  if (outcome.kind !== 'done') return { kind: 'refused', outcome };
  const [result] = outcome.results;
  const { version, modified } = result ?? stored;
  return {
    kind: 'written',
    written: { stored: { ...stored, version, modified, body }, trace, logged: true },
  };
}

/** Keeps immutable attributes and checks the state. For a disable, it restores everything that is refused. */
function checked(
  request: OneResourceRequest,
  before: Resource,
  { resource, immutable = 'same', leftOut = [] }: WantedState,
  leavesOut: () => boolean,
): KeptState {
  const { type } = request;
  const check = (after: Resource): void => {
    if (after === before || sameJson(after, before)) return;
    checkResource(after, type);
    checkPolicies(request, after);
  };
  try {
    const after = keepImmutable(before, resource, type, immutable);
    check(after);
    return { resource: after, leftOut };
  } catch (refusal) {
    if (!canLeaveOut(refusal) || !leavesOut()) throw refusal;
    const kept = withoutRefused({ before, state: { resource, leftOut }, type }, (after) => {
      check(keepImmutable(before, after, type, immutable));
    });
    return { ...kept, resource: keepImmutable(before, kept.resource, type, 'any') };
  }
}
