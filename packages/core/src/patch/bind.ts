import type { ParseContext } from '../dialect/parse-context.ts';
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
 * Binds the operations of a PATCH to a resource type. Unmapped paths are ignored or refused, as the parse context says.
 *
 * @throws ScimError invalidPath, invalidFilter, mutability or invalidValue, naming the path; payloadTooLarge if extensions
 * bring too many attributes
 *
 * @example
 * const reading = openParseContext();
 * bindPatch(decodePatch(body, reading), userType, reading);
 */
export function bindPatch(
  operations: readonly PatchOperation[],
  type: ResourceType,
  context: ParseContext,
): readonly BoundOperation[] {
  const bound: BoundOperation[] = [];
  for (const operation of operations) bound.push(...bindOperation(operation, type, context));
  checkOperationCount(bound.length);
  return bound;
}

function bindOperation(
  operation: PatchOperation,
  type: ResourceType,
  context: ParseContext,
): readonly BoundOperation[] {
  const { op, path, text, value } = operation;
  const extension = path.where === undefined ? bindExtension(path.attribute, type) : undefined;
  if (extension !== undefined) return bindContainer(operation, extension, type, context);
  const bound = bindPath(path.attribute, type, context);
  if (bound === undefined) return unmapped(context, text, 'invalidPath');
  if ((bound.sub ?? bound.attribute).mutability === 'readOnly' || bound.attribute.mutability === 'readOnly') {
    return readOnly(operation, context);
  }
  if (bound.attribute === type.membership) return bindMembers(operation, bound, context);
  const { attribute } = bound;
  if (path.where === undefined) {
    if (attribute.multiValued && bound.sub !== undefined) {
      return [{ kind: 'elements', op, path: bound, text, value, where: undefined, seed: undefined }];
    }
    const sent = attribute.multiValued && value !== undefined ? listInText(value, context) : value;
    return [{ kind: 'attribute', op, path: bound, text, value: sent }];
  }
  if (!attribute.multiValued && attribute.type !== 'complex') {
    throw new ScimError(
      'invalidPath',
      `${text} has a filter, but ${attribute.name} has a single value: remove the brackets.`,
      {
        path: text,
      },
    );
  }
  const { subAttributes } = elementAttribute(attribute);
  const sub = path.sub === undefined ? undefined : findAttribute(subAttributes, path.sub);
  if (path.sub !== undefined && sub === undefined) return unmapped(context, text, 'invalidPath');
  if (sub?.mutability === 'readOnly') return readOnly(operation, context);
  const where = bindElementFilter(path.where, attribute, context);
  if (!attribute.multiValued) return [{ kind: 'attribute', op, path: { ...bound, sub }, text, value, where }];
  const described = describedElement(where);
  if (described !== undefined && !isMapped(described, attribute, sub, type)) {
    return unmapped(context, text, 'invalidPath');
  }
  const seed = described !== undefined && canCreate(described, attribute, type) ? described : undefined;
  return [{ kind: 'elements', op, path: { ...bound, sub }, text, value, where, seed }];
}

/** Read-only keys of a value without a path are ignored, as in a resource (RFC 7644 §3.3). */
function readOnly({ text, isKey }: PatchOperation, context: ParseContext): readonly [] {
  if (isKey !== true) return unmapped(context, text, 'mutability');
  context.ignore(text);
  return [];
}

function unmapped(context: ParseContext, text: string, code: 'invalidPath' | 'mutability'): readonly [] {
  context.unmapped(text, code);
  return [];
}

/** Turns an operation on a whole extension into one for each of its attributes. */
function bindContainer(
  { op, text, value }: PatchOperation,
  urn: string,
  type: ResourceType,
  context: ParseContext,
): readonly BoundOperation[] {
  const all = type.extensions.find(({ schema }) => schema.id === urn)?.schema.attributes ?? [];
  const attributes = all.filter(({ mutability }) => mutability !== 'readOnly');
  const operation = (attribute: Attribute, part: Json | undefined): BoundOperation => ({
    kind: 'attribute',
    op,
    path: { extension: urn, attribute, sub: undefined },
    text: `${urn}:${attribute.name}`,
    value: part !== undefined && attribute.multiValued ? listInText(part, context) : part,
  });
  // A remove removes the whole extension, whatever its value.
  if (op === 'remove') return attributes.map((attribute) => operation(attribute, undefined));
  if (value === null) return attributes.map((attribute) => operation(attribute, null));
  if (!isObject(value)) throw new ScimError('invalidValue', `${text} needs an object.`, { path: text });
  const entries = Object.entries(value);
  checkOperationCount(entries.length);
  return entries.flatMap(([name, part]) => {
    const attribute = findAttribute(all, name);
    if (attribute === undefined) return unmapped(context, `${urn}:${name}`, 'invalidPath');
    // Read-only attributes are ignored, as in a resource.
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
  // No element is work and home at once.
  const clashes = Object.keys(left).some((name) => Object.hasOwn(right, name) && left[name] !== right[name]);
  return clashes ? undefined : { ...left, ...right };
}

/** Whether a row maps this part of the element. A row for the whole attribute maps everything. */
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

/** Whether the element may be created: a row or the schema names it. */
function canCreate(described: JsonObject, of: Attribute, type: ResourceType): boolean {
  const slots = type.slots.get(of.name);
  if (slots !== undefined) return slots.some((slot) => inSlot(described, slot));
  const known = findAttribute(of.subAttributes, 'type')?.canonicalValues ?? [];
  const { type: label, primary } = described;
  return primary === true || known.some((value) => foldCase(value) === foldCase(String(label)));
}
