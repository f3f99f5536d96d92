import type { Reading } from '../dialect/reading.ts';
import { ScimError } from '../error.ts';
import { foldCase } from '../fold.ts';
import { readValues, toPredicate } from '../filter/to-predicate.ts';
import { isObject, ownValue, type Json, type JsonObject } from '../json.ts';
import { admitElements, admitValue } from '../resource/admit-value.ts';
import { checkEdit } from '../resource/keep-immutable.ts';
import type { Resource } from '../resource/resource.ts';
import { withPart } from '../resource/write-value.ts';
import { findAttribute, type Attribute } from '../schema/attribute.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import type { BoundOperation } from './ast.ts';
import { isEmptyList, unassigns } from './unassigns.ts';
import { writeElements } from './write-elements.ts';

type ElementsOperation = Extract<BoundOperation, { kind: 'elements' }>;

/**
 * Applies an operation on the elements of a list that a filter matches, or on a part of each element.
 *
 * @throws ScimError noTarget when a filter matches nothing that could be created, invalidValue for a wrong value
 *
 * @example
 * const of = { path: emailsValuePath, text: 'emails.value', value: undefined, where: undefined, seed: undefined };
 * applyToElements({}, { kind: 'elements', op: 'remove', ...of }, userType, openReading()); // {}
 */
export function applyToElements(
  resource: Resource,
  operation: ElementsOperation,
  type: ResourceType,
  reading: Reading,
): Resource {
  const { op, path, text, where, seed } = operation;
  // Of a whole list, null and [] say alike that nothing is named.
  const isEmpty = where === undefined && isEmptyList(operation.value, reading);
  if (isEmpty && op !== 'replace') return resource;
  const value = isEmpty ? null : operation.value;
  const { lift, lower } = shapeOf(path.attribute);
  const elements = readValues(resource, { ...path, sub: undefined }).map(lift);
  const matches = where === undefined ? () => true : toPredicate(where);
  const isMatch = (element: Json): element is JsonObject => isObject(element) && matches(element);
  const change = elementChange({ ...operation, value }, type, reading);
  if (elements.some(isMatch)) {
    const next = elements.flatMap((element): readonly Json[] => {
      if (!isMatch(element)) return [element];
      const changed = change(element);
      for (const one of changed) checkEdit(path.attribute, element, one, text);
      return changed;
    });
    return writeElements(resource, path, next.map(lower), type);
  }
  // Nothing matches, and nothing is to be assigned: already done.
  if (op === 'remove' || unassigns(value, reading)) return resource;
  if (seed === undefined || hasTypeOf(elements, seed) || !reading.accept('create-on-absent')) {
    throw new ScimError('noTarget', `${text} matches no value of this resource.`, { path: text });
  }
  // What the filter says becomes stored data here, so it is admitted like any other.
  const [described] = admitElements(path.attribute, [seed], text, type, reading);
  const created = isObject(described) ? change(described) : [];
  return writeElements(resource, path, [...elements, ...created], type);
}

/** An element of a simple type is handled as an object that has it as its `value`. */
function shapeOf({ type }: Attribute): {
  readonly lift: (element: Json) => Json;
  readonly lower: (element: Json) => Json;
} {
  if (type === 'complex') return { lift: (element) => element, lower: (element) => element };
  return {
    lift: (element) => ({ value: element }),
    lower: (element) => (isObject(element) ? (ownValue(element, 'value') ?? null) : element),
  };
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
  if (op === 'remove' || unassigns(value, reading)) return () => [];
  if (attribute.type !== 'complex') {
    const [only] = admitElements(attribute, [value ?? null], text, type, reading);
    return () => (only === undefined ? [] : [{ value: only }]);
  }
  if (!isObject(value) || Object.keys(value).length === 0) {
    throw new ScimError('invalidValue', `${text} needs an object with sub-attributes.`, { path: text });
  }
  const [admitted] = admitElements(attribute, [{ ...seed, ...value }], text, type, reading);
  const isOutside = Object.keys(value).every(
    (name) => findAttribute(attribute.subAttributes, name) === undefined,
  );
  if (isOutside || !isObject(admitted)) return significant;
  // RFC 7644 §3.5.2.3: replace swaps the whole value; add merges into it.
  return (element) => significant(op === 'add' ? { ...element, ...admitted } : admitted);
}

const LABELS_ALONE: ReadonlySet<string> = new Set(['type', 'primary']);

/** An element of which only its labels are left says nothing any more. */
function significant(element: JsonObject): readonly JsonObject[] {
  return Object.keys(element).every((name) => LABELS_ALONE.has(name)) ? [] : [element];
}
