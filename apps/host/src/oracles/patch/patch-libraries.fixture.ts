import type { JsonObject } from '@scimwright/core';
import { PATCH_OP } from '@scimwright/core/messages';
import { USER } from '@scimwright/core/schema';
import { patchBodyValidation, scimPatch } from 'scim-patch';
import SCIMMY from 'scimmy';
import type { PatchLibrary } from './patch-row.fixture.ts';

/** Applies operations to a user; throws if the library refuses them. */
export type ApplyPatch = (user: JsonObject, operations: readonly JsonObject[]) => unknown;

// The library's documentation passes the class, but its types want an instance.
SCIMMY.Schemas.User.extend(SCIMMY.Schemas.EnterpriseUser as never, false);

/** Each library through its own API, with copies, since the libraries write to them. Its types demand what it checks itself. */
export const patchLibraries: Readonly<Record<PatchLibrary, ApplyPatch>> = {
  'scim-patch'(user, operations) {
    patchBodyValidation({ schemas: [PATCH_OP], Operations: operations } as never);
    const options = { mutateDocument: false, treatMissingAsAdd: true };
    return scimPatch(structuredClone(user) as never, structuredClone(operations) as never, options);
  },
  async scimmy(user, operations) {
    const source = new SCIMMY.Schemas.User(structuredClone({ schemas: [USER], id: '1', ...user }) as never);
    const body = structuredClone({ schemas: [PATCH_OP], Operations: operations });
    const patched = (await new SCIMMY.Messages.PatchOp(body as never).apply(source)) ?? source;
    return { ...patched, id: undefined };
  },
};
