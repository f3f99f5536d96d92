import type { ParseContext } from '../dialect/parse-context.ts';
import { ScimError, type ScimErrorCode } from '../error.ts';
import { hidePathOperands } from '../filter/hide-operands.ts';
import { isObject } from '../json.ts';
import { checkOperationCount, parseEachOperation, type RawOperation } from '../message/patch-op.ts';
import { bindExtension } from '../path/bind.ts';
import { changedPaths } from '../resource/changed-paths.ts';
import { checkResourceSize } from '../resource/check-growth.ts';
import { canDisable } from '../resource/keep-disabled.ts';
import type { Resource } from '../resource/resource.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { shorten } from '../shorten.ts';
import { applyEach } from './apply.ts';
import type { BoundOperation, PatchOperation } from './ast.ts';
import { bindPatch } from './bind.ts';
import { decodeOperation } from './decode.ts';

/** Refusals that concern one operation only. */
const OF_ONE_OPERATION: ReadonlySet<ScimErrorCode> = new Set([
  'invalidFilter',
  'invalidPath',
  'invalidSyntax',
  'invalidValue',
  'mutability',
  'noTarget',
  'uniqueness',
] satisfies ScimErrorCode[]);

/**
 * Whether an error is a refusal of one operation, which `disable-first` leaves out.
 *
 * @example
 * canLeaveOut(new ScimError('payloadTooLarge', 'The body is too large.')); // false
 */
export function canLeaveOut(error: unknown): error is ScimError {
  return error instanceof ScimError && OF_ONE_OPERATION.has(error.code);
}

/** The well-formed operations of a PATCH, and what was left out. */
export interface LenientPatch {
  readonly operations: readonly BoundOperation[];
  /** The paths that were left out, as written, shortened and without operands. */
  readonly leftOut: readonly string[];
}

/**
 * Parses and binds each operation of a PATCH separately, and each key of a value without a path. Refused ones are left out.
 *
 * @returns undefined for a body that is not a PatchOp
 * @throws ScimError payloadTooLarge for too many operations
 *
 * @example
 * parsePatchLeniently({ schemas: [PATCH_OP], Operations: [{ op: 'remove', path: 'cost center' }] }, userType, openParseContext())
 *   ?.leftOut; // ['cost center']
 *
 * @see RFC 7644 §3.5.2
 */
export function parsePatchLeniently(
  body: unknown,
  type: ResourceType,
  context: ParseContext,
): LenientPatch | undefined {
  const raw = parseEachOperation(body);
  if (raw === undefined) return undefined;
  const leftOut: string[] = [];
  const operations = raw.flatMap((operation, at) =>
    operation === undefined
      ? leave(leftOut, `Operations[${at}]`)
      : eachKey(operation).flatMap((one) => readOne(one, at, type, context, leftOut)),
  );
  checkOperationCount(operations.length + leftOut.length);
  return { operations, leftOut: distinct(leftOut) };
}

/** Splits a value without a path into one operation for each key. */
function eachKey(operation: RawOperation): readonly RawOperation[] {
  const { path, value } = operation;
  if (typeof path === 'string' || !isObject(value)) return [operation];
  const entries = Object.entries(value);
  checkOperationCount(entries.length);
  // Keep it: a remove without a path must be refused.
  if (entries.length === 0) return [operation];
  return entries.map(([key, part]) => ({ ...operation, value: { [key]: part } }));
}

function readOne(
  raw: RawOperation,
  at: number,
  type: ResourceType,
  context: ParseContext,
  leftOut: string[],
): readonly BoundOperation[] {
  const name = nameOf(raw, at);
  return attempt(leftOut, name, () => decodeOperation(raw, at, context)).flatMap((decoded) => {
    const parts = eachAttribute(decoded, type);
    return parts.flatMap((part) =>
      attempt(leftOut, part.name, () => bindPatch([part.operation], type, context)),
    );
  });
}

function nameOf({ path, value }: RawOperation, at: number): string {
  const [key] = isObject(value) ? Object.keys(value) : [];
  const text = path ?? key;
  return text === undefined ? `Operations[${at}]` : hidePathOperands(text);
}

/** Splits an operation on a whole extension into one for each attribute of its value. */
function eachAttribute(
  operation: PatchOperation,
  type: ResourceType,
): readonly { readonly name: string; readonly operation: PatchOperation }[] {
  const { path, text, value } = operation;
  const isContainer = path.where === undefined && bindExtension(path.attribute, type) !== undefined;
  if (!isContainer || !isObject(value)) return [{ name: hidePathOperands(text), operation }];
  return Object.entries(value).map(([name, part]) => ({
    name: hidePathOperands(`${text}:${name}`),
    operation: { ...operation, value: { [name]: part } },
  }));
}

function attempt<Result>(leftOut: string[], name: string, work: () => readonly Result[]): readonly Result[] {
  try {
    return work();
  } catch (error) {
    if (!canLeaveOut(error)) throw error;
    return leave(leftOut, name);
  }
}

function leave(leftOut: string[], name: string): readonly [] {
  leftOut.push(shorten(name));
  return [];
}

function distinct(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)];
}

/** The result of applying what was not refused. */
export interface LenientResult {
  readonly resource: Resource;
  readonly leftOut: readonly string[];
}

/**
 * Applies the operations on attributes in order, and leaves out refused ones. If they make the resource too large, only the
 * change of `active` remains.
 *
 * @throws ScimError payloadTooLarge if the operations compare too much
 *
 * @example
 * applyLeniently({ active: true }, operations, userType, openParseContext()).resource['active'];
 */
export function applyLeniently(
  resource: Resource,
  operations: readonly BoundOperation[],
  type: ResourceType,
  context: ParseContext,
): LenientResult {
  const leftOut: string[] = [];
  const next = applyEach(resource, operations, type, context, (operation, refusal) => {
    if (!canLeaveOut(refusal)) throw refusal;
    leave(leftOut, operation.kind === 'members' ? 'members' : hidePathOperands(operation.text));
  });
  try {
    checkResourceSize(type.name, next, resource);
    return { resource: next, leftOut: distinct(leftOut) };
  } catch (refusal) {
    if (!canLeaveOut(refusal)) throw refusal;
    const back = changedPaths(resource, next).filter((path) => path !== 'active');
    const active = next['active'];
    return {
      resource: active === undefined ? resource : { ...resource, active },
      leftOut: distinct([...leftOut, ...back]),
    };
  }
}

/**
 * Whether operations set `active` to false in the end.
 *
 * @example
 * disables([], userType, openParseContext()); // false
 */
export function disables(
  operations: readonly BoundOperation[],
  type: ResourceType,
  context: ParseContext,
): boolean {
  if (!canDisable(type)) return false;
  const onActive = operations.filter(
    (operation) =>
      operation.kind === 'attribute' &&
      operation.path.extension === undefined &&
      operation.path.attribute.name === 'active',
  );
  if (onActive.length === 0) return false;
  return applyLeniently({ active: true }, onActive, type, context).resource['active'] === false;
}
