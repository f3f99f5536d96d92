import { parseResource, checkResource, parseProjection } from '@scimwright/core';
import { checkResourceSize, indexEntries, searchText, writtenByResource } from '@scimwright/core/resource';
import type { Stored } from '@scimwright/store';
import { logEntry } from '../log/log-entry.ts';
import type { Reply } from '../reply.ts';
import { resourceEvents } from '../resource/resource-events.ts';
import { resourceReply } from '../resource/resource-reply.ts';
import { subjectOf } from '../resource/subject.ts';
import type { Deps, ResourceRequest } from '../scim-request.ts';
import { admitUser } from './admit-user.ts';
import { checkPolicies } from './check-policies.ts';
import { commitRefusal } from './commit-refusal.ts';

/**
 * Creates a resource (RFC 7644 §3.3).
 *
 * @throws ScimError invalidSyntax, invalidValue, uniqueness
 */
export async function create(request: ResourceRequest, deps: Deps): Promise<Reply> {
  const { store, clock, ids } = deps;
  const { type, tenant, parseContext } = request;
  const { resource, members = [] } = parseResource(request.body, type, parseContext);
  checkResourceSize(type.name, resource);
  checkResource(resource, type);
  checkPolicies(request, resource);
  const shown = {
    ...parseProjection(request.query, type, parseContext),
    written: writtenByResource(resource, type),
  };
  const [id, now] = [ids(), clock()];
  const at = now.toISOString();
  const body = JSON.stringify(resource);
  const trace = { resourceType: type.name, resourceId: id, subject: subjectOf(resource, type) };
  const outcome = await admitUser(request, deps, { change: 'create', user: resource }, () =>
    store.resources.commit(tenant.id, [
      // First, so that the product receives a group before its members.
      ...resourceEvents({ type, id, at, before: undefined, after: resource, changed: [] }),
      {
        kind: 'create',
        type: type.name,
        id,
        at,
        body,
        document: searchText(resource, type),
        entries: indexEntries(resource, type),
        members: members.map(({ value }) => value),
      },
      { kind: 'log', entry: logEntry(request, { status: 201, trace }, now) },
    ]),
  );
  if (outcome.kind !== 'done') throw commitRefusal(outcome, type);
  const stored: Stored = { type: type.name, id, version: 1, created: at, modified: at, body };
  return {
    status: 201,
    ...(await resourceReply(stored, request, shown, store.resources, members.length === 0)),
    logged: true,
  };
}
