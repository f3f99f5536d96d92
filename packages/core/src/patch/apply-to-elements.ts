import type { ParseContext } from '../dialect/parse-context.ts';
import { ScimError } from '../error.ts';
import { foldCase } from '../fold.ts';
import { readElements, toPredicate } from '../filter/to-predicate.ts';
import { isObject, ownValue, type Json, type JsonObject } from '../json.ts';
import { parseMappedElements, parseValue } from '../resource/parse-value.ts';
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
 * Applies an operation to the elements that a filter matches, or to a sub-attribute of each.
 *
 * @throws ScimError noTarget if the filter matches nothing and no element can be created, invalidValue for an invalid value
 */
export function applyToElements(
  resource: Resource,
  operation: ElementsOperation,
  type: ResourceType,
  context: ParseContext,
): Resource {
  const { op, path, text, where, seed } = operation;
  // Without a filter, null and [] both mean an empty list.
  const isEmpty = where === undefined && isEmptyList(operation.value, context);
  if (isEmpty && op !== 'replace') return resource;
  const value = isEmpty ? null : operation.value;
  const { lift, lower } = shapeOf(path.attribute);
  const elements = readElements(resource, path).map(lift);
  const matches = where === undefined ? () => true : toPredicate(where);
  const isMatch = (element: Json): element is JsonObject => isObject(element) && matches(element);
  const change = elementChange(operation, value, type, context);
  const next: Json[] = [];
  let isFound = false;
  for (const element of elements) {
    if (!isMatch(element)) {
      next.push(element);
      continue;
    }
    isFound = true;
    for (const changed of change(element)) {
      checkEdit(path.attribute, element, changed, text);
      next.push(changed);
    }
  }
  if (isFound) return writeElements(resource, path, next.map(lower), type);
  // Nothing matches and nothing is to be assigned: already done.
  if (op === 'remove' || unassigns(value, context)) return resource;
  if (seed === undefined || hasTypeOf(elements, seed) || !context.accept('create-on-absent')) {
    throw new ScimError('noTarget', `${text} matches no value of this resource.`, { path: text });
  }
  // The operands of the filter are stored, so they are parsed like any value.
  const [described] = parseMappedElements(path.attribute, [seed], text, type, context);
  const created = isObject(described) ? change(described) : [];
  return writeElements(resource, path, [...elements, ...created], type);
}

/** Wraps a simple element as the `value` of an object, and unwraps it. */
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

/** Whether an element has the type of the new one. Entra has one value for each type, so none is created then. */
function hasTypeOf(elements: readonly Json[], seed: JsonObject): boolean {
  const typeOf = (element: Json): string | undefined =>
    isObject(element) && typeof element['type'] === 'string' ? foldCase(element['type']) : undefined;
  const wanted = typeOf(seed);
  return wanted !== undefined && elements.some((element) => typeOf(element) === wanted);
}

/** What an operation makes of one element; an empty list removes it. */
function elementChange(
  { op, path, text, seed }: ElementsOperation,
  value: Json | undefined,
  type: ResourceType,
  context: ParseContext,
): (element: JsonObject) => readonly JsonObject[] {
  const { attribute, sub } = path;
  if (sub !== undefined) {
    const part = op === 'remove' ? undefined : parseValue(sub, value ?? null, text, type, context);
    return (element) => significant(withPart(element, sub.name, part));
  }
  if (op === 'remove' || unassigns(value, context)) return () => [];
  if (attribute.type !== 'complex') {
    const [only] = parseMappedElements(attribute, [value ?? null], text, type, context);
    return () => (only === undefined ? [] : [{ value: only }]);
  }
  if (!isObject(value) || Object.keys(value).length === 0) {
    throw new ScimError('invalidValue', `${text} needs an object with sub-attributes.`, { path: text });
  }
  const [parsed] = parseMappedElements(attribute, [{ ...seed, ...value }], text, type, context);
  const isUnmapped = Object.keys(value).every(
    (name) => findAttribute(attribute.subAttributes, name) === undefined,
  );
  if (isUnmapped || !isObject(parsed)) return significant;
  // replace swaps the whole value, add merges into it (RFC 7644 §3.5.2.3).
  return (element) => significant(op === 'add' ? { ...element, ...parsed } : parsed);
}

const LABELS: ReadonlySet<string> = new Set(['type', 'primary']);

/** Drops an element that has only labels left. */
function significant(element: JsonObject): readonly JsonObject[] {
  return Object.keys(element).every((name) => LABELS.has(name)) ? [] : [element];
}
