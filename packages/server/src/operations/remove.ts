import { logEntry } from '../log/log-entry.ts';
import type { Reply } from '../reply.ts';
import { checkWritable, isConditional } from '../resource/preconditions.ts';
import { parseBody } from '../resource/represent.ts';
import { resourceEvents } from '../resource/resource-events.ts';
import { subjectOf } from '../resource/subject.ts';
import type { Deps, OneResourceRequest } from '../scim-request.ts';
import { commitRefusal } from './commit-refusal.ts';
import { notFound } from './not-found.ts';

/**
 * Deletes a resource for good (RFC 7644 §3.6). A user leaves every group.
 *
 * @throws ScimError notFound, staleVersion
 *
 * @example
 * const { status } = await remove(request, deps);
 */
export async function remove(request: OneResourceRequest, { store, clock }: Deps): Promise<Reply> {
  const { type, tenant, id } = request;
  const stored = await store.resources.get(tenant.id, type.name, id);
  if (stored === undefined) throw notFound(type, id);
  checkWritable(request, stored.version);
  const before = parseBody(stored);
  const now = clock();
  const at = now.toISOString();
  const trace = { resourceType: type.name, resourceId: id, subject: subjectOf(before, type) };
  const expected = isConditional(request) ? stored.version : undefined;
  const outcome = await store.resources.commit(tenant.id, [
    { kind: 'remove', type: type.name, id, at, expected },
    ...resourceEvents({ type, id, at, before, after: undefined }),
    { kind: 'log', entry: logEntry(request, { status: 204, trace }, now) },
  ]);
  if (outcome.kind !== 'done') throw commitRefusal(outcome, type);
  return { status: 204, trace, logged: true };
}
