import { ScimError } from '@scimwright/core';
import type { Context } from 'koa';

/**
 * Checks that the client takes JSON. Answers are always `application/scim+json`, which Entra wants on each of them.
 *
 * @throws ScimError notAcceptable
 *
 * @example
 * negotiateMediaType(ctx);
 */
export function negotiateMediaType(ctx: Context): void {
  if (ctx.accepts('application/scim+json', 'application/json') === false) {
    throw new ScimError('notAcceptable', 'Answers are application/scim+json. Allow it in the header Accept.');
  }
}
