import { admit, checkResource, indexEntries, parseProjection, shows } from '@scimwright/core';
import type { Stored } from '@scimwright/store';
import { logEntry } from '../log/log-entry.ts';
import type { Reply } from '../reply.ts';
import { entityTag } from '../resource/entity-tag.ts';
import { locationOf, representBody } from '../resource/represent.ts';
import { resourceEvents } from '../resource/resource-events.ts';
import { subjectOf } from '../resource/subject.ts';
import type { Deps, ResourceRequest } from '../scim-request.ts';
import { checkPolicies } from './check-policies.ts';
import { commitRefusal } from './commit-refusal.ts';

/**
 * Creates a resource (RFC 7644 §3.3).
 *
 * @throws ScimError invalidSyntax, invalidValue, uniqueness
 *
 * @example
 * const { status, headers } = await create(request, deps);
 */
export async function create(request: ResourceRequest, { store, clock, ids }: Deps): Promise<Reply> {
  const { type, tenant, base, reading } = request;
  const { resource, members = [] } = admit(request.body, type, reading);
  checkResource(resource, type);
  checkPolicies(request, resource);
  const projection = parseProjection(request.query, type, reading);
  const [id, now] = [ids(), clock()];
  const at = now.toISOString();
  const body = JSON.stringify(resource);
  const trace = { resourceType: type.name, resourceId: id, subject: subjectOf(resource, type) };
  const outcome = await store.resources.commit(tenant.id, [
    {
      kind: 'create',
      type: type.name,
      id,
      at,
      body,
      entries: indexEntries(resource, type),
      members: members.map(({ value }) => value),
    },
    ...resourceEvents({ type, id, at, before: undefined, after: resource }),
    { kind: 'log', entry: logEntry(request, { status: 201, trace }, now) },
  ]);
  if (outcome.kind !== 'done') throw commitRefusal(outcome, type);
  const stored: Stored = { type: type.name, id, version: 1, created: at, modified: at, body };
  const withMembers = members.length > 0 && shows(projection, 'members');
  return {
    status: 201,
    headers: { Location: locationOf(base, type, id), ETag: entityTag(1) },
    body: representBody({
      stored,
      type,
      base,
      projection,
      members: withMembers ? store.resources.members(tenant.id, id) : undefined,
    }),
    logged: true,
  };
}
