import { z } from 'zod';
import { ScimError } from '../error.ts';
import { isObject, type Json } from '../json.ts';
import { listsUrn } from './lists-urn.ts';
import { lowerKeys } from './lower-keys.ts';
import { PATCH_OP } from './urn.ts';

/** A PATCH of Entra has one operation for each changed attribute; this is far beyond that. */
const MOST_OPERATIONS = 1_000;

const json = z.custom<Json>((value) => value !== undefined);

/** The envelope of a PATCH request, its keys in lower case: RFC 7643 §2.1 makes names case-insensitive. */
const operation = z.object({ op: z.string(), path: z.string().nullish(), value: json.optional() });
const patchOp = z.object({ schemas: listsUrn(PATCH_OP), operations: z.array(operation) });

/** The same envelope, whatever its operations are. */
const anyPatchOp = z.object({ schemas: listsUrn(PATCH_OP), operations: z.array(z.unknown()) });

/** One operation as the envelope carries it, before its path and value are read. */
export type RawOperation = z.output<typeof operation>;

/** What to do about each part of the envelope that can be wrong. */
const REMEDIES: Readonly<Record<string, string>> = {
  schemas: `schemas must list ${PATCH_OP}`,
  operations: 'Operations must be an array of objects',
  op: 'op must be add, remove or replace',
  path: 'path must be a string',
};

/**
 * Reads the envelope of a PATCH request.
 *
 * @throws ScimError invalidSyntax, naming the part that is wrong; payloadTooLarge for too many operations
 *
 * @example
 * parsePatchOp({ schemas: [PATCH_OP], Operations: [{ op: 'add', path: 'title', value: 'Dr' }] });
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
 * Reads the operations of a PATCH request one by one, so that one that is none does not hold up the others.
 *
 * @returns undefined for a body that is no PatchOp, and in the list for an element that is no operation
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
 * Checks that a PATCH has no more operations than one request should cost, the attributes of a value without a path
 * counted like the operations that they stand for.
 *
 * @throws ScimError payloadTooLarge
 *
 * @example
 * checkOperationCount(12);
 */
export function checkOperationCount(count: number): void {
  if (count <= MOST_OPERATIONS) return;
  throw new ScimError(
    'payloadTooLarge',
    `A PATCH may have at most ${MOST_OPERATIONS} operations, where each attribute in a value counts as one: send them in several requests.`,
  );
}
