import type { Reading } from '../dialect/reading.ts';
import { ScimError } from '../error.ts';
import { foldCase } from '../fold.ts';
import type { BoundFilter } from '../filter/ast.ts';
import { bindElementFilter } from '../filter/bind.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { checkOperationCount } from '../message/patch-op.ts';
import { bindExtension, bindPath } from '../path/bind.ts';
import { admitMembers } from '../resource/admit-members.ts';
import { inSlot, slotHas } from '../resource/admit-value.ts';
import type { Member } from '../resource/resource.ts';
import { findAttribute, type Attribute } from '../schema/attribute.ts';
import type { BoundPath, ResourceType } from '../schema/resource-type.ts';
import type { BoundOperation, PatchOperation } from './ast.ts';

/**
 * Finds what each operation means in a resource type. What lies outside the profile is noted and left out, or
 * refused, as the reading says.
 *
 * @throws ScimError invalidPath, invalidFilter, mutability or invalidValue, naming the path; payloadTooLarge when
 * extensions have too many attributes
 *
 * @example
 * const reading = openReading();
 * bindPatch(decodePatch(body, reading), userType, reading);
 */
export function bindPatch(
  operations: readonly PatchOperation[],
  type: ResourceType,
  reading: Reading,
): readonly BoundOperation[] {
  const bound = operations.flatMap((operation) => bindOperation(operation, type, reading));
  checkOperationCount(bound.length);
  return bound;
}

function bindOperation(
  operation: PatchOperation,
  type: ResourceType,
  reading: Reading,
): readonly BoundOperation[] {
  const { op, path, text, value } = operation;
  const extension = path.where === undefined ? bindExtension(path.attribute, type) : undefined;
  if (extension !== undefined) return bindContainer(operation, extension, type, reading);
  const bound = bindPath(path.attribute, type, reading);
  if (bound === undefined) return outside(reading, text, 'invalidPath');
  if ((bound.sub ?? bound.attribute).mutability === 'readOnly' || bound.attribute.mutability === 'readOnly') {
    return readOnly(operation, reading);
  }
  if (bound.attribute === type.membership) return bindMembers(operation, bound, reading);
  const isPlural = bound.attribute.multiValued && bound.attribute.type === 'complex';
  if (path.where === undefined && (bound.sub === undefined || !isPlural)) {
    return [{ kind: 'attribute', op, path: bound, text, value }];
  }
  if (!isPlural) {
    throw new ScimError('invalidPath', `${text} has a filter, but ${bound.attribute.name} has one value.`, {
      path: text,
    });
  }
  if (path.where === undefined) {
    return [{ kind: 'elements', op, path: bound, text, value, where: undefined, seed: undefined }];
  }
  const sub = path.sub === undefined ? undefined : findAttribute(bound.attribute.subAttributes, path.sub);
  if (path.sub !== undefined && sub === undefined) return outside(reading, text, 'invalidPath');
  if (sub?.mutability === 'readOnly') return readOnly(operation, reading);
  const where = bindElementFilter(path.where, bound.attribute, reading);
  const described = describedElement(where);
  if (described !== undefined && !isMapped(described, bound.attribute, sub, type)) {
    return outside(reading, text, 'invalidPath');
  }
  const seed = described !== undefined && canCreate(described, bound.attribute, type) ? described : undefined;
  return [{ kind: 'elements', op, path: { ...bound, sub }, text, value, where, seed }];
}

/** A value without a path is merged as a resource would be: what is read-only in it is left alone (RFC 7644 §3.3). */
function readOnly({ text, isKey }: PatchOperation, reading: Reading): readonly [] {
  if (isKey !== true) return outside(reading, text, 'mutability');
  reading.ignore(text);
  return [];
}

function outside(reading: Reading, text: string, code: 'invalidPath' | 'mutability'): readonly [] {
  reading.outside(text, code);
  return [];
}

/** An operation on a whole extension: the same operation on each of its attributes. */
function bindContainer(
  { op, text, value }: PatchOperation,
  urn: string,
  type: ResourceType,
  reading: Reading,
): readonly BoundOperation[] {
  const all = type.extensions.find(({ schema }) => schema.id === urn)?.schema.attributes ?? [];
  const attributes = all.filter(({ mutability }) => mutability !== 'readOnly');
  const operation = (attribute: Attribute, part: Json | undefined): BoundOperation => ({
    kind: 'attribute',
    op,
    path: { extension: urn, attribute, sub: undefined },
    text: `${urn}:${attribute.name}`,
    value: part,
  });
  if (op === 'remove' || value === null) return attributes.map((attribute) => operation(attribute, null));
  if (!isObject(value)) throw new ScimError('invalidValue', `${text} needs an object.`, { path: text });
  const entries = Object.entries(value);
  checkOperationCount(entries.length);
  return entries.flatMap(([name, part]) => {
    const attribute = findAttribute(all, name);
    if (attribute === undefined) return outside(reading, `${urn}:${name}`, 'invalidPath');
    // Left alone, as in any value that is merged.
    return attribute.mutability === 'readOnly' ? [] : [operation(attribute, part)];
  });
}

/** The element that a filter of `eq` comparisons joined by `and` describes; undefined for any other filter. */
function describedElement(filter: BoundFilter): JsonObject | undefined {
  if (filter.kind === 'compare' && filter.op === 'eq' && filter.value !== null) {
    return { [filter.path.attribute.name]: filter.value };
  }
  if (filter.kind !== 'and') return undefined;
  const [left, right] = [describedElement(filter.left), describedElement(filter.right)];
  if (left === undefined || right === undefined) return undefined;
  // Nothing can be work and home at once.
  const clashes = Object.keys(left).some((name) => Object.hasOwn(right, name) && left[name] !== right[name]);
  return clashes ? undefined : { ...left, ...right };
}

/** Whether the profile maps that part of that element. Where a profile maps a whole attribute, it maps everything. */
function isMapped(
  described: JsonObject,
  of: Attribute,
  sub: Attribute | undefined,
  type: ResourceType,
): boolean {
  const slots = type.slots.get(of.name);
  if (slots === undefined || !slots.some(({ discriminator }) => Object.hasOwn(described, discriminator.name)))
    return true;
  const slot = slots.find((candidate) => inSlot(described, candidate));
  return slot !== undefined && (sub === undefined || slotHas(slot, sub.name));
}

/** Whether a described element may be made up: it is one that the profile or the schema names. */
function canCreate(described: JsonObject, of: Attribute, type: ResourceType): boolean {
  const slots = type.slots.get(of.name);
  if (slots !== undefined) return slots.some((slot) => inSlot(described, slot));
  const known = findAttribute(of.subAttributes, 'type')?.canonicalValues ?? [];
  const { type: label, primary } = described;
  return primary === true || known.some((value) => foldCase(value) === foldCase(String(label)));
}

function bindMembers(
  { op, path, text, value }: PatchOperation,
  bound: BoundPath,
  reading: Reading,
): readonly BoundOperation[] {
  const isEdit = op === 'replace' && path.where !== undefined;
  if (bound.sub !== undefined || path.sub !== undefined || isEdit) {
    throw new ScimError('mutability', 'A member cannot be edited: remove it and add another.', {
      path: text,
    });
  }
  if (path.where !== undefined) {
    const ids = memberIds(bindElementFilter(path.where, bound.attribute, reading));
    // What a filter says becomes a member here, so it is admitted like any other.
    const members = admitMembers(
      ids.map((id) => ({ value: id })),
      reading,
    );
    return [{ kind: 'members', op: op === 'remove' ? 'remove' : 'add', members }];
  }
  if (op !== 'remove') return [{ kind: 'members', op, members: admitMembers(value ?? null, reading) }];
  // Only a remove without a value empties the group; an empty list removes nobody.
  const byValue = value !== undefined && value !== null && reading.accept('remove-by-value-list');
  return [{ kind: 'members', op, members: byValue ? admitMembers(value, reading) : undefined }];
}

/** The ids in a filter over members: `value eq "1"`, or several joined by `or`. */
function memberIds(filter: BoundFilter): readonly Member['value'][] {
  if (filter.kind === 'or') return [...memberIds(filter.left), ...memberIds(filter.right)];
  if (filter.kind === 'compare' && filter.op === 'eq' && filter.path.attribute.name === 'value') {
    if (typeof filter.value === 'string') return [filter.value];
  }
  throw new ScimError('invalidFilter', 'Members are named by their id: write members[value eq "…"].', {
    path: 'members',
  });
}
