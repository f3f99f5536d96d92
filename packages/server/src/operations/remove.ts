import { changedPaths } from '@scimwright/core/resource';
import type { Change } from '@scimwright/store';
import { logEntry } from '../log/log-entry.ts';
import type { Reply } from '../reply.ts';
import { checkWritable, isConditional } from '../resource/preconditions.ts';
import { parseBody } from '../resource/resource-text.ts';
import { resourceEvents } from '../resource/resource-events.ts';
import { subjectOf } from '../resource/subject.ts';
import { updateChange } from '../resource/update-change.ts';
import type { Deps, OneResourceRequest } from '../scim-request.ts';
import { commitRefusal } from './commit-refusal.ts';
import { findReferrers, type Referrer } from './find-referrers.ts';
import { inAttempts } from './in-attempts.ts';
import { notFound } from './not-found.ts';

/** How many referring resources change in one commit, while other writes wait. */
const TOGETHER = 50;

/**
 * Deletes a resource for good (RFC 7644 §3.6). The same commit removes it from every group, and removes references to it,
 * such as `manager`. If more than 50 resources refer to it, earlier commits change the others, so that no reference is left
 * dangling.
 *
 * @throws ScimError notFound, staleVersion; StoreUnavailable when other writes came in between every time
 */
export function remove(request: OneResourceRequest, deps: Deps): Promise<Reply> {
  return inAttempts(() => attemptRemoval(request, deps));
}

/** @returns undefined when a referring resource changed in the meantime */
async function attemptRemoval(request: OneResourceRequest, deps: Deps): Promise<Reply | undefined> {
  const { type, tenant, id } = request;
  const { store, clock } = deps;
  const [stored, firstFound] = await Promise.all([
    store.resources.get(tenant.id, type.name, id),
    findReferrers(request, deps, TOGETHER),
  ]);
  if (stored === undefined) throw notFound(type, id);
  checkWritable(request, stored.version);
  const now = clock();
  let found = firstFound;
  while (found.hasMore && found.referrers.length > 0) {
    const outcome = await store.resources.commit(tenant.id, withoutReferences(request, found.referrers, now));
    if (outcome.kind !== 'done') return undefined;
    found = await findReferrers(request, deps, TOGETHER);
  }
  const before = parseBody(stored);
  const at = now.toISOString();
  const trace = { resourceType: type.name, resourceId: id, subject: subjectOf(before, type) };
  const expected = isConditional(request) ? stored.version : undefined;
  const first = withoutReferences(request, found.referrers, now);
  const outcome = await store.resources.commit(tenant.id, [
    // First, so that the product learns of the removed references before the deletion.
    ...first,
    { kind: 'remove', type: type.name, id, at, expected },
    ...resourceEvents({ type, id, at, before, after: undefined, changed: [] }),
    { kind: 'log', entry: logEntry(request, { status: 204, trace }, now) },
  ]);
  if (outcome.kind === 'done') return { status: 204, trace, logged: true };
  if (outcome.change < first.length) return undefined;
  throw commitRefusal(outcome, type);
}

/** Gives each referring resource a new version, an event, and a log entry under the id of this request. */
function withoutReferences(
  request: OneResourceRequest,
  referrers: readonly Referrer[],
  now: Date,
): readonly Change[] {
  const at = now.toISOString();
  return referrers.flatMap(({ stored, type, before, after }): readonly Change[] => {
    const { id } = stored;
    const changed = changedPaths(before, after);
    const trace = { resourceType: type.name, resourceId: id, subject: subjectOf(after, type), changed };
    return [
      updateChange(stored, type, { before, after, body: JSON.stringify(after), at }),
      ...resourceEvents({ type, id, at, before, after, changed }),
      { kind: 'log', entry: logEntry({ ...request, operation: 'modify' }, { status: 204, trace }, now) },
    ];
  });
}
