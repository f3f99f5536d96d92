import { openParseContext, type JsonObject } from '@scimwright/core';
import { PATCH_OP } from '@scimwright/core/messages';
import { applyPatch, bindPatch, decodePatch } from '@scimwright/core/patch';
import { userType } from '../user-type.fixture.ts';

/**
 * Applies operations to a user of the template, which refuses unmapped attributes.
 *
 * @throws ScimError as `decodePatch`, `bindPatch` and `applyPatch` do
 *
 * @example
 * patchByUs({ title: 'A' }, [{ op: 'replace', path: 'title', value: 'B' }]); // { title: 'B' }
 */
export function patchByUs(user: JsonObject, operations: readonly JsonObject[]): JsonObject {
  const context = openParseContext({ unmapped: 'refuse' });
  const decoded = decodePatch({ schemas: [PATCH_OP], Operations: operations }, context);
  return applyPatch(user, bindPatch(decoded, userType, context), userType, context).resource;
}
