import type { ParseContext } from '../dialect/parse-context.ts';
import { ScimError } from '../error.ts';
import { parseValuePath } from '../filter/parse-value-path.ts';
import { isObject, type Json } from '../json.ts';
import { checkOperationCount, parsePatchOp, type RawOperation } from '../message/patch-op.ts';
import { shorten } from '../shorten.ts';
import type { PatchOperation, PatchOpName } from './ast.ts';

const OPS: ReadonlyMap<string, PatchOpName> = new Map(
  (['add', 'remove', 'replace'] as const).map((op) => [op, op]),
);

/**
 * Decodes a PATCH request, in either of Entra's dialects or as in the RFC, to one canonical list: every operation has a
 * path, and a value without a path becomes an operation for each of its keys.
 *
 * @throws ScimError invalidSyntax, invalidPath, invalidFilter, noTarget or invalidValue, naming the operation;
 * payloadTooLarge for too many of them
 *
 * @example
 * decodePatch({ schemas: [PATCH_OP], Operations: [{ op: 'Replace', path: 'active', value: 'False' }] }, openParseContext());
 *
 * @see RFC 7644 §3.5.2
 */
export function decodePatch(body: unknown, context: ParseContext): readonly PatchOperation[] {
  const operations = parsePatchOp(body);
  if (operations.length === 0 && !context.accept('empty-operations')) {
    throw new ScimError('invalidSyntax', 'Operations must have at least one operation.');
  }
  const decoded: PatchOperation[] = [];
  operations.forEach((operation, at) => {
    decoded.push(...decodeOperation(operation, at, context));
  });
  checkOperationCount(decoded.length);
  return decoded;
}

/**
 * Decodes one operation of a PATCH request; without a path, to one for each key of its value.
 *
 * @param at - its index, by which a refusal names it: `Operations[0]`
 * @throws ScimError as `decodePatch` does
 */
export function decodeOperation(
  raw: RawOperation,
  at: number,
  context: ParseContext,
): readonly PatchOperation[] {
  const op = decodeOp(raw.op, at, context);
  const { value } = raw;
  if (value === undefined && op !== 'remove') {
    throw new ScimError('invalidValue', `${nameOf(at)}: ${op} needs a value.`);
  }
  if (typeof raw.path === 'string') {
    return [{ op, path: parseValuePath(raw.path, context), text: shorten(raw.path), value }];
  }
  if (op === 'remove') throw new ScimError('noTarget', `${nameOf(at)}: remove needs a path.`);
  if (!isObject(value)) {
    throw new ScimError(
      'invalidValue',
      `${nameOf(at)}: without a path, the value must be an object of attributes.`,
    );
  }
  const entries = Object.entries(value);
  checkOperationCount(entries.length);
  return entries.flatMap(([key, part]) => decodeKey(op, key, part, context));
}

function nameOf(at: number): string {
  return `Operations[${at}]`;
}

function decodeOp(text: string, at: number, context: ParseContext): PatchOpName {
  const exact = OPS.get(text);
  if (exact !== undefined) return exact;
  const op = OPS.get(text.toLowerCase());
  if (op !== undefined && context.accept('op-in-any-case')) return op;
  throw new ScimError('invalidSyntax', `${nameOf(at)}: op must be add, remove or replace.`);
}

/** Decodes a key of a value without a path: an attribute name, the URN of an extension or, from Entra, a path. */
function decodeKey(
  op: PatchOpName,
  key: string,
  value: Json,
  context: ParseContext,
): readonly PatchOperation[] {
  // Ignored, as in a resource (RFC 7644 §3.5.2.1).
  if (READ_ONLY.has(key.toLowerCase())) return [];
  if (key.startsWith('urn:') && isObject(value) && !key.includes('[')) {
    // An extension, or a complex attribute with its URN. Binding tells them apart.
    return [{ op, path: parseValuePath(key, context), text: shorten(key), value, isKey: true }];
  }
  if (/[.:[]/.test(key) && !context.accept('flat-value-map')) {
    throw new ScimError(
      'invalidPath',
      `${shorten(key)} is not an attribute name: send it as the path of an operation.`,
    );
  }
  return [{ op, path: parseValuePath(key, context), text: shorten(key), value, isKey: true }];
}

const READ_ONLY: ReadonlySet<string> = new Set(['schemas', 'id', 'meta']);
