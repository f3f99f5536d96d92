import type { ParseContext } from '../dialect/parse-context.ts';
import { ScimError } from '../error.ts';
import { parseValuePath } from '../filter/parse-value-path.ts';
import { isObject, type Json } from '../json.ts';
import { checkOperationCount, parsePatchOp, type RawOperation } from '../message/patch-op.ts';
import { shorten } from '../shorten.ts';
import type { PatchOperation, PatchOpName } from './ast.ts';

const OPS: ReadonlySet<string> = new Set(['add', 'remove', 'replace'] satisfies PatchOpName[]);

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
  const decoded = operations.flatMap((operation, at) =>
    decodeOperation(operation, `Operations[${at}]`, context),
  );
  checkOperationCount(decoded.length);
  return decoded;
}

/**
 * Decodes one operation of a PATCH request; without a path, to one for each key of its value.
 *
 * @param where - what a refusal calls it: `Operations[0]`
 * @throws ScimError as `decodePatch` does
 */
export function decodeOperation(
  raw: RawOperation,
  where: string,
  context: ParseContext,
): readonly PatchOperation[] {
  const op = decodeOp(raw.op, where, context);
  const { value } = raw;
  if (value === undefined && op !== 'remove') {
    throw new ScimError('invalidValue', `${where}: ${op} needs a value.`);
  }
  if (typeof raw.path === 'string') {
    return [{ op, path: parseValuePath(raw.path, context), text: shorten(raw.path), value }];
  }
  if (op === 'remove') throw new ScimError('noTarget', `${where}: remove needs a path.`);
  if (!isObject(value)) {
    throw new ScimError(
      'invalidValue',
      `${where}: without a path, the value must be an object of attributes.`,
    );
  }
  const entries = Object.entries(value);
  checkOperationCount(entries.length);
  return entries.flatMap(([key, part]) => decodeKey(op, key, part, context));
}

function decodeOp(text: string, where: string, context: ParseContext): PatchOpName {
  if (isOp(text)) return text;
  const op = text.toLowerCase();
  if (isOp(op) && context.accept('op-in-any-case')) return op;
  throw new ScimError('invalidSyntax', `${where}: op must be add, remove or replace.`);
}

function isOp(text: string): text is PatchOpName {
  return OPS.has(text);
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
