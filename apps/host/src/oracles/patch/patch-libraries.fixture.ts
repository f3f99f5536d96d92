import type { JsonObject } from '@scimwright/core';
import { PATCH_OP } from '@scimwright/core/messages';
import { USER } from '@scimwright/core/schema';
import { patchBodyValidation, scimPatch } from 'scim-patch';
import SCIMMY from 'scimmy';
import type { PatchLibrary } from './patch-row.fixture.ts';

/** A user as operations leave it; throws where they are refused. */
export type ApplyPatch = (user: JsonObject, operations: readonly JsonObject[]) => unknown;

// The library's types know instances where its own documentation passes the class.
SCIMMY.Schemas.User.extend(SCIMMY.Schemas.EnterpriseUser as never, false);

/** Each library by its own API. What it is given is a copy: they write to it. Its types want what it checks itself. */
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
