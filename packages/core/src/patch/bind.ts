import type { Reading } from '../dialect/reading.ts';
import { ScimError } from '../error.ts';
import { foldCase } from '../fold.ts';
import type { BoundFilter } from '../filter/ast.ts';
import { bindElementFilter } from '../filter/bind.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { checkOperationCount } from '../message/patch-op.ts';
import { bindExtension, bindPath } from '../path/bind.ts';
import { listInText } from '../resource/json-in-text.ts';
import { inSlot, slotHas } from '../resource/keep-mapped.ts';
import { findAttribute, type Attribute } from '../schema/attribute.ts';
import { elementAttribute } from '../schema/element-attribute.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import type { BoundOperation, PatchOperation } from './ast.ts';
import { bindMembers } from './bind-members.ts';

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
  const { attribute } = bound;
  if (path.where === undefined) {
    if (attribute.multiValued && bound.sub !== undefined) {
      return [{ kind: 'elements', op, path: bound, text, value, where: undefined, seed: undefined }];
    }
    const sent = attribute.multiValued && value !== undefined ? listInText(value, reading) : value;
    return [{ kind: 'attribute', op, path: bound, text, value: sent }];
  }
  if (!attribute.multiValued && attribute.type !== 'complex') {
    throw new ScimError('invalidPath', `${text} has a filter, but ${attribute.name} has one simple value.`, {
      path: text,
    });
  }
  const { subAttributes } = elementAttribute(attribute);
  const sub = path.sub === undefined ? undefined : findAttribute(subAttributes, path.sub);
  if (path.sub !== undefined && sub === undefined) return outside(reading, text, 'invalidPath');
  if (sub?.mutability === 'readOnly') return readOnly(operation, reading);
  const where = bindElementFilter(path.where, attribute, reading);
  if (!attribute.multiValued) return [{ kind: 'attribute', op, path: { ...bound, sub }, text, value, where }];
  const described = describedElement(where);
  if (described !== undefined && !isMapped(described, attribute, sub, type)) {
    return outside(reading, text, 'invalidPath');
  }
  const seed = described !== undefined && canCreate(described, attribute, type) ? described : undefined;
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
    value: part !== undefined && attribute.multiValued ? listInText(part, reading) : part,
  });
  // The extension is one value: a remove takes it away, whatever comes with it.
  if (op === 'remove') return attributes.map((attribute) => operation(attribute, undefined));
  if (value === null) return attributes.map((attribute) => operation(attribute, null));
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
