import { z } from 'zod';
import { ScimError } from '../error.ts';
import { isObject, type Json } from '../json.ts';
import { listsUrn } from './lists-urn.ts';
import { lowerKeys } from './lower-keys.ts';
import { PATCH_OP } from './urn.ts';

/** Entra sends one operation for each changed attribute, far fewer than this. */
const MAX_OPERATIONS = 1_000;

const json = z.custom<Json>((value) => value !== undefined);

/** The envelope of a PATCH request, with its keys in lower case: names are case-insensitive (RFC 7643 §2.1). */
const operation = z.object({ op: z.string(), path: z.string().nullish(), value: json.optional() });
const patchOp = z.object({ schemas: listsUrn(PATCH_OP), operations: z.array(operation) });

/** The same envelope around operations that may be malformed. */
const anyPatchOp = z.object({ schemas: listsUrn(PATCH_OP), operations: z.array(z.unknown()) });

/** One operation as sent, before its path and value are parsed. */
export type RawOperation = z.output<typeof operation>;

/** The remedy for each part of the envelope. */
const REMEDIES: Readonly<Record<string, string>> = {
  schemas: `schemas must list ${PATCH_OP}`,
  operations: 'Operations must be an array of objects',
  op: 'op must be add, remove or replace',
  path: 'path must be a string',
};

/**
 * Parses the envelope of a PATCH request.
 *
 * @throws ScimError invalidSyntax, naming the malformed part; payloadTooLarge for too many operations
 *
 * @see RFC 7644 §3.5.2
 */
export function parsePatchOp(body: unknown): readonly RawOperation[] {
  const lowered = lowerKeys(body);
  const operations = isObject(lowered) ? lowered['operations'] : undefined;
  if (Array.isArray(operations)) checkOperationCount(operations.length);
  const envelope = patchOp.safeParse(
    isObject(lowered) && Array.isArray(operations)
      ? { ...lowered, operations: operations.map(lowerKeys) }
      : lowered,
  );
  if (envelope.success) return envelope.data.operations;
  const path = envelope.error.issues[0]?.path ?? [];
  const [part, index, field] = path;
  const remedy = REMEDIES[String(field ?? part)] ?? 'The body must be a PatchOp object';
  const where = typeof index === 'number' && field !== undefined ? `Operations[${index}]: ` : '';
  throw new ScimError('invalidSyntax', `${where}${remedy}.`);
}

/**
 * Parses the operations of a PATCH request one by one, so that a malformed one does not affect the others.
 *
 * @returns undefined for a body that is not a PatchOp, and in the list for a malformed operation
 * @throws ScimError payloadTooLarge for too many operations
 *
 * @example
 * parseEachOperation({ schemas: [PATCH_OP], Operations: [5, { op: 'remove', path: 'title' }] })?.[0]; // undefined
 */
export function parseEachOperation(body: unknown): readonly (RawOperation | undefined)[] | undefined {
  const envelope = anyPatchOp.safeParse(lowerKeys(body));
  if (!envelope.success) return undefined;
  checkOperationCount(envelope.data.operations.length);
  return envelope.data.operations.map((element) => operation.safeParse(lowerKeys(element)).data);
}

/**
 * Checks the number of operations of a PATCH. Without a path, each attribute of the value counts as an operation.
 *
 * @throws ScimError payloadTooLarge
 */
export function checkOperationCount(count: number): void {
  if (count <= MAX_OPERATIONS) return;
  throw new ScimError(
    'payloadTooLarge',
    `A PATCH may have at most ${MAX_OPERATIONS} operations, and each attribute in a value counts as one: send them in several requests.`,
  );
}
