import {
  admit,
  checkResourceSize,
  keepDisabled,
  noMembers,
  parseProjection,
  sameJson,
  writtenBy,
} from '@scimwright/core';
import type { Reply } from '../reply.ts';
import { show } from '../resource/show.ts';
import type { Deps, OneResourceRequest } from '../scim-request.ts';
import { writeState } from './write-state.ts';

/**
 * Replaces a resource (RFC 7644 §3.5.1): what the body leaves out is unassigned, members included.
 *
 * @throws ScimError invalidSyntax, and what `writeState` refuses
 *
 * @example
 * const { status, body } = await replace(request, deps);
 */
export async function replace(request: OneResourceRequest, deps: Deps): Promise<Reply> {
  const { type, reading } = request;
  const projection = parseProjection(request.query, type, reading);
  const { resource, members = [] } = admit(request.body, type, reading);
  const delta =
    type.membership === undefined
      ? noMembers
      : { clear: true, add: members.map(({ value }) => value), remove: [] };
  const { stored, trace, logged } = await writeState(request, deps, 200, (current) => {
    const next = keepDisabled(current, resource, type, reading);
    checkResourceSize(type.name, next, current);
    return {
      resource: sameJson(current, next) ? current : next,
      members: delta,
      // RFC 7644 §3.5.1: what is immutable may be left out, and stays.
      immutable: 'absent',
    };
  });
  return {
    status: 200,
    ...(await show(
      stored,
      request,
      { ...projection, written: writtenBy(resource, type) },
      deps.store.resources,
    )),
    trace,
    ...(logged && { logged }),
  };
}
