import { parseResource, parseProjection, sameJson } from '@scimwright/core';
import { emptyDelta } from '@scimwright/core/patch';
import { checkResourceSize, keepDisabled, writtenByResource } from '@scimwright/core/resource';
import type { Reply } from '../reply.ts';
import { resourceReply } from '../resource/resource-reply.ts';
import type { Deps, OneResourceRequest } from '../scim-request.ts';
import { writeState } from './write-state.ts';

/**
 * Replaces a resource (RFC 7644 §3.5.1). Attributes that the body omits are unassigned, members included.
 *
 * @throws ScimError invalidSyntax, and what `writeState` refuses
 */
export async function replace(request: OneResourceRequest, deps: Deps): Promise<Reply> {
  const { type, parseContext } = request;
  const projection = parseProjection(request.query, type, parseContext);
  const { resource, members = [] } = parseResource(request.body, type, parseContext);
  const delta =
    type.membership === undefined
      ? emptyDelta
      : { clear: true, add: members.map(({ value }) => value), remove: [] };
  const { stored, trace, logged } = await writeState(request, deps, 200, (current) => {
    const next = keepDisabled(current, resource, type, parseContext);
    checkResourceSize(type.name, next, current);
    return {
      resource: sameJson(current, next) ? current : next,
      members: delta,
      // RFC 7644 §3.5.1: the body may omit immutable attributes, which stay.
      immutable: 'absent',
    };
  });
  return {
    status: 200,
    ...(await resourceReply(
      stored,
      request,
      { ...projection, written: writtenByResource(resource, type) },
      deps.store.resources,
    )),
    trace,
    ...(logged && { logged }),
  };
}
