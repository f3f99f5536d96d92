import type { Reading } from '../dialect/reading.ts';
import { ScimError } from '../error.ts';
import { readValues, toPredicate } from '../filter/to-predicate.ts';
import { foldCase } from '../fold.ts';
import { isObject, sameJson, withKey, type Json, type JsonObject } from '../json.ts';
import { admitElements, admitValue, keepMapped } from '../resource/admit-value.ts';
import type { Resource } from '../resource/resource.ts';
import { findAttribute } from '../schema/attribute.ts';
import type { BoundPath, ResourceType } from '../schema/resource-type.ts';
import type { BoundOperation, MemberDelta } from './ast.ts';
import { noMembers, withMembers } from './member-delta.ts';

/** What a PATCH comes to. `resource` is the very object that went in when no attribute changed. */
export interface Patched {
  readonly resource: Resource;
  readonly members: MemberDelta;
}

/**
 * Applies bound operations in order. It copies what it changes and never touches its input; membership comes out as a
 * delta, so that adding one member does not rewrite fifty thousand.
 *
 * @throws ScimError noTarget when a filter matches nothing that could be created, invalidValue for a wrong value
 *
 * @example
 * const { resource } = applyPatch({ title: 'A' }, operations, userType, openReading());
 *
 * @see RFC 7644 §3.5.2
 */
export function applyPatch(
  resource: Resource,
  operations: readonly BoundOperation[],
  type: ResourceType,
  reading: Reading,
): Patched {
  let next = resource;
  let members = noMembers;
  for (const operation of operations) {
    switch (operation.kind) {
      case 'members':
        members = withMembers(members, operation);
        break;
      case 'elements':
        next = applyToElements(next, operation, type, reading);
        break;
      case 'attribute':
        next = applyToAttribute(next, operation, type, reading);
        break;
      default:
        operation satisfies never;
    }
  }
  // A PATCH that undoes its own change has changed nothing.
  return { resource: sameJson(next, resource) ? resource : next, members };
}

type AttributeOperation = Extract<BoundOperation, { kind: 'attribute' }>;
type ElementsOperation = Extract<BoundOperation, { kind: 'elements' }>;

function applyToAttribute(
  resource: Resource,
  { op, path, text, value }: AttributeOperation,
  type: ResourceType,
  reading: Reading,
): Resource {
  const { attribute, sub } = path;
  if (op === 'remove') {
    const listed = attribute.multiValued && value !== undefined && value !== null;
    if (listed && reading.accept('remove-by-value-list')) {
      return removeListed(resource, path, Array.isArray(value) ? value : [value], type);
    }
    return write(resource, path, undefined);
  }
  if (sub !== undefined) return write(resource, path, admitValue(sub, value ?? null, text, type, reading));
  if (attribute.multiValued && op === 'add' && value !== null) {
    const sent = Array.isArray(value) ? value : [value ?? null];
    // Of several primary ones only the last is stored as such, and only so it is found again.
    const added = onePrimary([], admitElements(attribute, sent, text, type, reading));
    const present = readValues(resource, path);
    const fresh = added.filter((element) => !present.some((other) => sameJson(other, element)));
    return fresh.length === 0 ? resource : writeElements(resource, path, [...present, ...fresh], type);
  }
  const admitted = admitValue(attribute, value ?? null, text, type, reading);
  if (attribute.multiValued)
    return writeElements(resource, path, Array.isArray(admitted) ? admitted : [], type);
  if (attribute.type !== 'complex' || !isObject(value)) return write(resource, path, admitted);
  // RFC 7644 §3.5.2.1 and §3.5.2.3: a complex value changes the sub-attributes it names and no others.
  return mergeComplex(resource, path, value, isObject(admitted) ? admitted : {});
}

function mergeComplex(resource: Resource, path: BoundPath, sent: JsonObject, admitted: JsonObject): Resource {
  const [current] = readValues(resource, path);
  // `value` comes first: it takes the `$ref` of the old one with it, before a new one is written.
  const named = Object.keys(sent)
    .flatMap((name) => findAttribute(path.attribute.subAttributes, name) ?? [])
    .flatMap(({ name, mutability }) => (mutability === 'readOnly' ? [] : [name]))
    .toSorted((left, right) => Number(right === 'value') - Number(left === 'value'));
  const merged = named.reduce(
    (object, name) => withPart(object, name, admitted[name]),
    isObject(current) ? current : {},
  );
  return write(resource, path, emptied(merged));
}

/** Sets a part of a complex value. A `$ref` is the URI of what `value` names, and does not outlive it. */
function withPart(object: JsonObject, name: string, part: Json | undefined): JsonObject {
  const next = withKey(object, name, part);
  const isStale = name === 'value' && !sameJson(object['value'], part);
  return isStale ? withKey(next, '$ref', undefined) : next;
}

function removeListed(
  resource: Resource,
  path: BoundPath,
  listed: readonly Json[],
  type: ResourceType,
): Resource {
  const rest = readValues(resource, path).filter(
    (element) => !listed.some((item) => isObject(element) && isListed(element, item)),
  );
  return writeElements(resource, path, rest, type);
}

/** Whether an item of a list means an element: by its `value`, or, without one, by every part it names. */
function isListed(element: JsonObject, item: Json): boolean {
  if (!isObject(item)) return sameJson(element['value'], item);
  const parts = Object.entries(item).filter(
    ([name, part]) => part !== null && (name === 'value' || item['value'] === undefined),
  );
  return parts.length > 0 && parts.every(([name, part]) => sameJson(element[name], part));
}

function applyToElements(
  resource: Resource,
  operation: ElementsOperation,
  type: ResourceType,
  reading: Reading,
): Resource {
  const { op, path, text, value, where, seed } = operation;
  const elements = readValues(resource, { ...path, sub: undefined });
  const matches = where === undefined ? () => true : toPredicate(where);
  const isMatch = (element: Json): element is JsonObject => isObject(element) && matches(element);
  const change = elementChange(operation, type, reading);
  if (elements.some(isMatch)) {
    const next = elements.flatMap((element): Json[] => (isMatch(element) ? [...change(element)] : [element]));
    return writeElements(resource, path, next, type);
  }
  // Nothing matches, and nothing is to be assigned: already done.
  if (op === 'remove' || value === null || value === '') return resource;
  if (seed === undefined || hasTypeOf(elements, seed) || !reading.accept('create-on-absent')) {
    throw new ScimError('noTarget', `${text} matches no value of this resource.`, { path: text });
  }
  // What the filter says becomes stored data here, so it is admitted like any other.
  const [described] = admitElements(path.attribute, [seed], text, type, reading);
  const created = isObject(described) ? change(described) : [];
  return writeElements(resource, path, [...elements, ...created], type);
}

/** A second element of a type is never made up: Entra has one value for each. */
function hasTypeOf(elements: readonly Json[], seed: JsonObject): boolean {
  const typeOf = (element: Json): string | undefined =>
    isObject(element) && typeof element['type'] === 'string' ? foldCase(element['type']) : undefined;
  const wanted = typeOf(seed);
  return wanted !== undefined && elements.some((element) => typeOf(element) === wanted);
}

/** What an operation makes of one element; an empty list takes it away. */
function elementChange(
  { op, path, text, value, seed }: ElementsOperation,
  type: ResourceType,
  reading: Reading,
): (element: JsonObject) => readonly JsonObject[] {
  const { attribute, sub } = path;
  if (sub !== undefined) {
    const part = op === 'remove' ? undefined : admitValue(sub, value ?? null, text, type, reading);
    return (element) => significant(withPart(element, sub.name, part));
  }
  if (op === 'remove' || value === null || value === '') return () => [];
  if (!isObject(value)) throw new ScimError('invalidValue', `${text} needs an object.`, { path: text });
  const [admitted] = admitElements(attribute, [{ ...seed, ...value }], text, type, reading);
  if (!isObject(admitted)) return (element) => [element];
  // RFC 7644 §3.5.2.3: replace swaps the whole value; add merges into it.
  return (element) => significant(op === 'add' ? { ...element, ...admitted } : admitted);
}

const LABELS_ALONE: ReadonlySet<string> = new Set(['type', 'primary']);

/** An element of which only its labels are left says nothing any more. */
function significant(element: JsonObject): readonly JsonObject[] {
  return Object.keys(element).every((name) => LABELS_ALONE.has(name)) ? [] : [element];
}

function write(
  resource: Resource,
  { extension, attribute, sub }: BoundPath,
  value: Json | undefined,
): Resource {
  const container = extension === undefined ? resource : resource[extension];
  const inside = isObject(container) ? container : {};
  const parent = inside[attribute.name];
  const next =
    sub === undefined
      ? withKey(inside, attribute.name, value)
      : withKey(inside, attribute.name, emptied(withPart(isObject(parent) ? parent : {}, sub.name, value)));
  if (extension === undefined) return next;
  return withKey(resource, extension, emptied(next));
}

function emptied(object: JsonObject): JsonObject | undefined {
  return Object.keys(object).length === 0 ? undefined : object;
}

function writeElements(
  resource: Resource,
  path: BoundPath,
  next: readonly Json[],
  type: ResourceType,
): Resource {
  const before = readValues(resource, { ...path, sub: undefined });
  const mapped = keepMapped(path.attribute, onePrimary(before, next), type, () => {});
  return write(resource, { ...path, sub: undefined }, mapped.length === 0 ? undefined : mapped);
}

/** RFC 7644 §3.5.2: setting one primary to true clears the others; of several set at once the last one stays. */
function onePrimary(before: readonly Json[], next: readonly Json[]): readonly Json[] {
  const isPrimary = (element: Json): boolean => isObject(element) && element['primary'] === true;
  if (next.filter(isPrimary).length < 2) return next;
  const chosen = next.findLast((element) => isPrimary(element) && !before.includes(element));
  return next.map((element) =>
    isObject(element) && isPrimary(element) && element !== chosen ? { ...element, primary: false } : element,
  );
}
