import { ScimError } from '../error.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { listsUrn } from './lists-urn.ts';
import { PATCH_OP } from './urn.ts';

/** Entra sends one operation for each changed attribute, far fewer than this. */
const MAX_OPERATIONS = 1_000;

/** One operation as sent, before its path and value are parsed. */
export interface RawOperation {
  readonly op: string;
  readonly path: string | null | undefined;
  readonly value: Json | undefined;
}

/** The remedy for each part of the envelope. */
const REMEDIES = {
  schemas: `schemas must list ${PATCH_OP}`,
  operations: 'Operations must be an array of objects',
  op: 'op must be add, remove or replace',
  path: 'path must be a string',
} as const;

/**
 * Parses the envelope of a PATCH request.
 *
 * @throws ScimError invalidSyntax, naming the malformed part; payloadTooLarge for too many operations
 *
 * @see RFC 7644 §3.5.2
 */
export function parsePatchOp(body: unknown): readonly RawOperation[] {
  if (!isObject(body)) throw malformed('The body must be a PatchOp object');
  const { schemas, operations } = partsOf(body);
  if (Array.isArray(operations)) checkOperationCount(operations.length);
  if (!listsUrn(schemas, PATCH_OP)) throw malformed(REMEDIES.schemas);
  if (!Array.isArray(operations)) throw malformed(REMEDIES.operations);
  return operations.map((element: unknown, at) => {
    const operation = parseOperation(element);
    if (typeof operation === 'object') return operation;
    const where = operation === 'operations' ? '' : `Operations[${at}]: `;
    throw malformed(`${where}${REMEDIES[operation]}`);
  });
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
  if (!isObject(body)) return undefined;
  const { schemas, operations } = partsOf(body);
  if (!listsUrn(schemas, PATCH_OP) || !Array.isArray(operations)) return undefined;
  checkOperationCount(operations.length);
  return operations.map((element: unknown) => {
    const operation = parseOperation(element);
    return typeof operation === 'object' ? operation : undefined;
  });
}

/** The parts of a PatchOp. Names are case-insensitive (RFC 7643 §2.1). */
function partsOf(body: JsonObject): { schemas: Json | undefined; operations: Json | undefined } {
  const parts: ReturnType<typeof partsOf> = { schemas: undefined, operations: undefined };
  for (const name of Object.keys(body)) {
    const part = name.toLowerCase();
    if (part === 'schemas' || part === 'operations') parts[part] = body[name];
  }
  return parts;
}

/** An operation, or the name of the part that is malformed. */
function parseOperation(element: unknown): RawOperation | keyof typeof REMEDIES {
  if (!isObject(element)) return 'operations';
  let op, path, value: Json | undefined;
  for (const name of Object.keys(element)) {
    switch (name.toLowerCase()) {
      case 'op':
        op = element[name];
        break;
      case 'path':
        path = element[name];
        break;
      case 'value':
        value = element[name];
        break;
      default: // ignored
    }
  }
  if (typeof op !== 'string') return 'op';
  if (typeof path !== 'string' && path !== null && path !== undefined) return 'path';
  return { op, path, value };
}

function malformed(problem: string): ScimError {
  return new ScimError('invalidSyntax', `${problem}.`);
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
