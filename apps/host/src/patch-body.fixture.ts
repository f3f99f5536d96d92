const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** One operation of a PATCH. */
export interface PatchOperation {
  readonly op: string;
  readonly path?: string;
  readonly value?: unknown;
}

/** A PATCH of these operations. */
export function patchBody(...operations: readonly PatchOperation[]): object {
  return { schemas: [PATCH_OP], Operations: operations };
}
