import type { Reading } from '../dialect/reading.ts';
import { ScimError } from '../error.ts';
import { readValues, toPredicate } from '../filter/to-predicate.ts';
import { foldCase } from '../fold.ts';
import { isObject, ownValue, sameJson, type Json, type JsonObject } from '../json.ts';
import { admitElements, admitValue, keepMapped } from '../resource/admit-value.ts';
import { checkElementCount, checkSize } from '../resource/check-growth.ts';
import { freshElements } from '../resource/fresh-elements.ts';
import { checkEdit } from '../resource/keep-immutable.ts';
import type { Resource } from '../resource/resource.ts';
import { emptied, withPart, writeValue } from '../resource/write-value.ts';
import { findAttribute } from '../schema/attribute.ts';
import type { BoundPath, ResourceType } from '../schema/resource-type.ts';
import type { BoundOperation, MemberDelta } from './ast.ts';
import { effortOf } from './effort-of.ts';
import { listedElements } from './listed-elements.ts';
import { memberDelta } from './member-delta.ts';

/** What a PATCH comes to. `resource` is the very object that went in when no attribute changed. */
export interface Patched {
  readonly resource: Resource;
  readonly members: MemberDelta;
}

/** Characters that the operations of one PATCH may look at. Entra's look at some thousand; this is a second at most. */
const MOST_EFFORT = 100_000_000;

/**
 * Applies bound operations in order. It copies what it changes and never touches its input; membership comes out as a
 * delta, so that adding one member does not rewrite fifty thousand.
 *
 * @throws ScimError noTarget when a filter matches nothing that could be created, invalidValue for a wrong value or one
 * that makes the resource too large, payloadTooLarge when the operations compare too much
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
  let effort = 0;
  for (const operation of operations) {
    effort += effortOf(operation, next);
    if (effort > MOST_EFFORT) {
      throw new ScimError(
        'payloadTooLarge',
        'The operations of this PATCH compare too many values: send them in several requests.',
      );
    }
    switch (operation.kind) {
      case 'members':
        break; // together, below
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
  const members = memberDelta(operations.filter((operation) => operation.kind === 'members'));
  // A PATCH that undoes its own change has changed nothing.
  if (sameJson(next, resource)) return { resource, members };
  checkSize(`The ${type.name.toLowerCase()}`, next, resource);
  return { resource: next, members };
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
    return writeValue(resource, path, undefined);
  }
  if (sub !== undefined)
    return writeValue(resource, path, admitValue(sub, value ?? null, text, type, reading));
  if (attribute.multiValued && op === 'add' && value !== null) {
    const sent = Array.isArray(value) ? value : [value ?? null];
    // Of several primary ones only the last is stored as such, and only so it is found again.
    const added = onePrimary([], admitElements(attribute, sent, text, type, reading));
    const present = readValues(resource, path);
    const fresh = freshElements(present, added);
    return fresh.length === 0 ? resource : writeElements(resource, path, [...present, ...fresh], type);
  }
  const admitted = admitValue(attribute, value ?? null, text, type, reading);
  if (attribute.multiValued)
    return writeElements(resource, path, Array.isArray(admitted) ? admitted : [], type);
  if (attribute.type !== 'complex' || !isObject(value)) return writeValue(resource, path, admitted);
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
    (object, name) => withPart(object, name, ownValue(admitted, name)),
    isObject(current) ? current : {},
  );
  return writeValue(resource, path, emptied(merged));
}

function removeListed(
  resource: Resource,
  path: BoundPath,
  listed: readonly Json[],
  type: ResourceType,
): Resource {
  const isListed = listedElements(listed);
  const rest = readValues(resource, path).filter((element) => !isObject(element) || !isListed(element));
  return writeElements(resource, path, rest, type);
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
    const next = elements.flatMap((element): readonly Json[] => {
      if (!isMatch(element)) return [element];
      const changed = change(element);
      for (const one of changed) checkEdit(path.attribute, element, one, text);
      return changed;
    });
    return writeElements(resource, path, next, type);
  }
  // Nothing matches, and nothing is to be assigned: already done.
  if (op === 'remove' || isCleared(value, reading)) return resource;
  if (seed === undefined || hasTypeOf(elements, seed) || !reading.accept('create-on-absent')) {
    throw new ScimError('noTarget', `${text} matches no value of this resource.`, { path: text });
  }
  // What the filter says becomes stored data here, so it is admitted like any other.
  const [described] = admitElements(path.attribute, [seed], text, type, reading);
  const created = isObject(described) ? change(described) : [];
  return writeElements(resource, path, [...elements, ...created], type);
}

function isCleared(value: Json | undefined, reading: Reading): boolean {
  return value === null || (value === '' && reading.accept('empty-value-clears'));
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
  if (op === 'remove' || isCleared(value, reading)) return () => [];
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

function writeElements(
  resource: Resource,
  path: BoundPath,
  next: readonly Json[],
  type: ResourceType,
): Resource {
  const before = readValues(resource, { ...path, sub: undefined });
  // What an operation changes may come to be what another element is.
  const distinct = freshElements([], onePrimary(before, next));
  const mapped = keepMapped(path.attribute, distinct, type, () => {});
  const { name } = path.attribute;
  checkElementCount(name, mapped.length, before.length);
  checkSize(name, mapped, before);
  return writeValue(resource, { ...path, sub: undefined }, mapped.length === 0 ? undefined : mapped);
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
