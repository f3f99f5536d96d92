import type { Json, JsonObject } from '@scimwright/core';
import { PATCH_OP } from '@scimwright/core/messages';
import type { SourceKind, TargetAttribute } from '../mapping/mapping.ts';
import { isAppRoles, roleElement, roleInText } from './app-roles.ts';
import type { Difference } from './differences.ts';
import { locationOf } from './requests.ts';
import type { ScimRequest } from './scim-request.ts';
import { parseTargetPath } from './target-path.ts';
import { plainText, typedValue } from './typed-value.ts';
import type { Dialect, ManagerForm, WireKnobs } from './wire-knobs.ts';

type Op = 'add' | 'replace' | 'remove';

/** The names of the operations. */
const opNames: Readonly<Record<Dialect, (op: Op) => string>> = {
  default: (op) => `${op.charAt(0).toUpperCase()}${op.slice(1)}`,
  aadOptscim062020: (op) => op,
};

/**
 * The PATCH that makes an object what the mapping gives: one request with all differences. What the application has not is added, what
 * it has is replaced. Nothing is cleared.
 *
 * @throws TooManyValues
 *
 * @see https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem-scim-compatibility
 *
 * @example
 * updateRequest('User', 'u1', [], entraKnobs).path; // '/Users/u1'
 */
export function updateRequest(
  kind: SourceKind,
  id: string,
  changes: readonly Difference[],
  { dialect }: Pick<WireKnobs, 'dialect'>,
): ScimRequest {
  return patch(kind, id, dialect === 'default' ? changes.map(verboseOperation) : mergedOperations(changes));
}

function opFor({ before }: Difference): Op {
  return before === null || (Array.isArray(before) && before.length === 0) ? 'add' : 'replace';
}

/** One operation for each attribute, with texts for values. */
function verboseOperation(change: Difference): JsonObject {
  const { mapping, after } = change;
  const { target } = mapping;
  if (!isAppRoles(after)) {
    const value = target.multiValued ? typedValue(after, target) : plainText(after, target);
    return { op: opNames.default(opFor(change)), path: target.path, value };
  }
  // Microsoft's own sample writes this one in lower case.
  if (after.assertive) {
    return { op: 'replace', path: target.path, value: after.roles.map((role) => roleElement(role, after)) };
  }
  return { op: opNames.default('add'), path: target.path, value: after.roles.map(roleInText) };
}

/** Elements keep operations of their own; all other attributes of an operation are one flat object. A lone one keeps its path. */
function mergedOperations(changes: readonly Difference[]): readonly JsonObject[] {
  const isOwn = ({ mapping: { target }, after }: Difference): boolean =>
    isAppRoles(after) || target.multiValued || parseTargetPath(target.path).element !== undefined;
  const own = changes.filter(isOwn).map((change): JsonObject => {
    const { mapping, after } = change;
    const op = isAppRoles(after) ? (after.assertive ? 'replace' : 'add') : opFor(change);
    return { op, path: mapping.target.path, value: flaggedValue(change) };
  });
  const merged = (['replace', 'add'] as const).flatMap((op): readonly JsonObject[] => {
    const some = changes.filter((change) => !isOwn(change) && opFor(change) === op);
    const [first, ...others] = some;
    if (first === undefined) return [];
    if (others.length === 0 && op === 'add')
      return [{ op, path: first.mapping.target.path, value: flaggedValue(first) }];
    return [
      { op, value: Object.fromEntries(some.map((one) => [one.mapping.target.path, flaggedValue(one)])) },
    ];
  });
  return [...own, ...merged];
}

function flaggedValue({ mapping: { target }, after }: Difference): Json {
  return isAppRoles(after) ? after.roles.map((role) => roleElement(role, after)) : typedValue(after, target);
}

/** The forms in which Entra has been seen to write a manager. */
const managerOperations: Readonly<Record<ManagerForm, (path: string, id: string) => JsonObject>> = {
  text: (path, id) => ({ path, value: id }),
  array: (_, id) => ({ path: 'manager', value: [{ $ref: null, value: id }] }),
  object: (path, id) => ({ path, value: { value: id } }),
  extension: (path, id) => {
    const { schema = '', name } = parseTargetPath(path);
    return { path: schema, value: { [name]: id } };
  },
};

/**
 * The PATCH that writes a manager, by the id that the application gave him; or that removes the manager.
 *
 * @param managerId - undefined: remove
 *
 * @example
 * managerRequest('u1', { path: 'manager' }, 'u2', entraKnobs).method; // 'PATCH'
 */
export function managerRequest(
  id: string,
  { path }: Pick<TargetAttribute, 'path'>,
  managerId: string | undefined,
  { dialect, manager }: Pick<WireKnobs, 'dialect' | 'manager'>,
): ScimRequest {
  const op = opNames[dialect];
  const operation: JsonObject =
    managerId === undefined
      ? { op: op('remove'), path }
      : { op: op('add'), ...managerOperations[manager](path, managerId) };
  return patch('User', id, [operation]);
}

/** Ids of the application that become members of a group, or cease to be. */
export interface MemberChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/**
 * The PATCHes that change the members of a group, each with as many members as the knob allows.
 *
 * @example
 * memberRequests('g1', { path: 'members' }, { add: ['u1', 'u2'], remove: [] }, entraKnobs).length; // 2
 */
export function memberRequests(
  groupId: string,
  { path }: Pick<TargetAttribute, 'path'>,
  { add, remove }: MemberChange,
  { dialect, memberBatch }: Pick<WireKnobs, 'dialect' | 'memberBatch'>,
): readonly ScimRequest[] {
  const op = opNames[dialect];
  const listed = (name: Op) => (ids: readonly string[]) => [
    { op: op(name), path, value: ids.map((value): JsonObject => ({ $ref: null, value })) },
  ];
  const filtered = (ids: readonly string[]) =>
    ids.map((id) => ({ op: op('remove'), path: `${path}[value eq "${id}"]` }));
  return [
    ...portions(add, memberBatch).map(listed('add')),
    ...portions(remove, memberBatch).map(dialect === 'default' ? listed('remove') : filtered),
  ].map((operations) => patch('Group', groupId, operations));
}

function portions<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const step = Math.max(1, Math.floor(size));
  return Array.from({ length: Math.ceil(all.length / step) }, (_, at) =>
    all.slice(at * step, (at + 1) * step),
  );
}

function patch(kind: SourceKind, id: string, operations: readonly JsonObject[]): ScimRequest {
  return {
    method: 'PATCH',
    path: locationOf(kind, id),
    body: { schemas: [PATCH_OP], Operations: operations },
  };
}
