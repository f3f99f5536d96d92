import type { Reading } from '../dialect/reading.ts';
import { ScimError } from '../error.ts';
import { parseValuePath } from '../filter/parse-value-path.ts';
import { isObject, type Json } from '../json.ts';
import { checkOperationCount, parsePatchOp, type RawOperation } from '../message/patch-op.ts';
import { shorten } from '../shorten.ts';
import type { PatchOperation, PatchOpName } from './ast.ts';

const OPS: ReadonlySet<string> = new Set(['add', 'remove', 'replace'] satisfies PatchOpName[]);

/**
 * Reads a PATCH request, in either dialect of Entra or as the RFC has it, into one canonical list: every operation
 * has a path, and a map of values has become an operation for each of its keys.
 *
 * @throws ScimError invalidSyntax, invalidPath, invalidFilter, noTarget or invalidValue, naming the operation;
 * payloadTooLarge for too many of them
 *
 * @example
 * decodePatch({ schemas: [PATCH_OP], Operations: [{ op: 'Replace', path: 'active', value: 'False' }] }, openReading());
 *
 * @see RFC 7644 §3.5.2
 */
export function decodePatch(body: unknown, reading: Reading): readonly PatchOperation[] {
  const operations = parsePatchOp(body);
  if (operations.length === 0 && !reading.accept('empty-operations')) {
    throw new ScimError('invalidSyntax', 'Operations must have at least one operation.');
  }
  const decoded = operations.flatMap((operation, at) =>
    decodeOperation(operation, `Operations[${at}]`, reading),
  );
  checkOperationCount(decoded.length);
  return decoded;
}

/**
 * Reads one operation of a PATCH request: one for each key of a value without a path.
 *
 * @param where - what a refusal calls it, such as `Operations[0]`
 * @throws ScimError as `decodePatch` does
 *
 * @example
 * decodeOperation({ op: 'remove', path: 'title' }, 'Operations[0]', openReading()).length; // 1
 */
export function decodeOperation(
  raw: RawOperation,
  where: string,
  reading: Reading,
): readonly PatchOperation[] {
  const op = decodeOp(raw.op, where, reading);
  const { value } = raw;
  if (value === undefined && op !== 'remove') {
    throw new ScimError('invalidValue', `${where}: ${op} needs a value.`);
  }
  if (typeof raw.path === 'string') {
    return [{ op, path: parseValuePath(raw.path, reading), text: shorten(raw.path), value }];
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
  return entries.flatMap(([key, part]) => decodeKey(op, key, part, reading));
}

function decodeOp(text: string, where: string, reading: Reading): PatchOpName {
  if (isOp(text)) return text;
  const op = text.toLowerCase();
  if (isOp(op) && reading.accept('op-in-any-case')) return op;
  throw new ScimError('invalidSyntax', `${where}: op must be add, remove or replace.`);
}

function isOp(text: string): text is PatchOpName {
  return OPS.has(text);
}

/** One key of a path-less value: an attribute name, the URN of an extension, or, from Entra, a whole path. */
function decodeKey(op: PatchOpName, key: string, value: Json, reading: Reading): readonly PatchOperation[] {
  // RFC 7644 §3.5.2.1: the value is merged as a resource would be, so what a client cannot set in one is left alone.
  if (READ_ONLY.has(key.toLowerCase())) return [];
  if (key.startsWith('urn:') && isObject(value) && !key.includes('[')) {
    // The container of an extension; a complex attribute named by its URN has the same shape, which bind tells apart.
    return [{ op, path: parseValuePath(key, reading), text: shorten(key), value, isKey: true }];
  }
  if (/[.:[]/.test(key) && !reading.accept('flat-value-map')) {
    throw new ScimError(
      'invalidPath',
      `${shorten(key)} is not an attribute name: send it as the path of an operation.`,
    );
  }
  return [{ op, path: parseValuePath(key, reading), text: shorten(key), value, isKey: true }];
}

const READ_ONLY: ReadonlySet<string> = new Set(['schemas', 'id', 'meta']);
