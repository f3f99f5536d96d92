import type { Reading } from '../dialect/reading.ts';
import { ScimError } from '../error.ts';
import { readValues, toPredicate } from '../filter/to-predicate.ts';
import { isObject, ownValue, type JsonObject } from '../json.ts';
import { admitValue } from '../resource/admit-value.ts';
import type { Resource } from '../resource/resource.ts';
import { emptied, withPart, writeValue } from '../resource/write-value.ts';
import { findAttribute } from '../schema/attribute.ts';
import type { BoundPath, ResourceType } from '../schema/resource-type.ts';
import { applyToList } from './apply-to-list.ts';
import type { BoundOperation } from './ast.ts';
import { unassigns } from './unassigns.ts';

type AttributeOperation = Extract<BoundOperation, { kind: 'attribute' }>;

/**
 * Applies an operation on a whole attribute, or on a part of a complex one that has one value.
 *
 * @throws ScimError noTarget when its filter matches nothing, invalidValue for a wrong value
 *
 * @example
 * const path = { extension: undefined, attribute: userName, sub: undefined };
 * const add = { kind: 'attribute', op: 'add', path, text: 'userName', value: 'ada' } as const;
 * applyToAttribute({}, add, userType, openReading()); // { userName: 'ada' }
 */
export function applyToAttribute(
  resource: Resource,
  operation: AttributeOperation,
  type: ResourceType,
  reading: Reading,
): Resource {
  const { op, path, text, value, where } = operation;
  if (path.attribute.multiValued) return applyToList(resource, operation, type, reading);
  if (where === undefined) return applyToOne(resource, operation, type, reading);
  // The one value of a complex attribute is a list of one element.
  const matches = toPredicate(where);
  const isMatch = readValues(resource, { ...path, sub: undefined }).some(
    (element) => isObject(element) && matches(element),
  );
  if (isMatch) return applyToOne(resource, operation, type, reading);
  if (op === 'remove' || unassigns(value, reading)) return resource;
  throw new ScimError('noTarget', `${text} matches no value of this resource.`, { path: text });
}

function applyToOne(
  resource: Resource,
  { op, path, text, value }: AttributeOperation,
  type: ResourceType,
  reading: Reading,
): Resource {
  const { attribute, sub } = path;
  if (op === 'remove') return writeValue(resource, path, undefined);
  const admitted = admitValue(sub ?? attribute, value ?? null, text, type, reading);
  if (sub !== undefined || attribute.type !== 'complex' || !isObject(value)) {
    return writeValue(resource, path, admitted);
  }
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
