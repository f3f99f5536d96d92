import type { ParseContext } from '../dialect/parse-context.ts';
import { ScimError } from '../error.ts';
import { readElements, readValues, toPredicate } from '../filter/to-predicate.ts';
import { isObject, ownValue, type JsonObject } from '../json.ts';
import { parseValue } from '../resource/parse-value.ts';
import type { Resource } from '../resource/resource.ts';
import { emptied, withPart, writeValue } from '../resource/write-value.ts';
import { findAttribute } from '../schema/attribute.ts';
import type { BoundPath, ResourceType } from '../schema/resource-type.ts';
import { applyToList } from './apply-to-list.ts';
import type { BoundOperation } from './ast.ts';
import { unassigns } from './unassigns.ts';

type AttributeOperation = Extract<BoundOperation, { kind: 'attribute' }>;

/**
 * Applies an operation to an attribute, or to a sub-attribute of a single-valued one.
 *
 * @throws ScimError noTarget if its filter matches nothing, invalidValue for an invalid value
 */
export function applyToAttribute(
  resource: Resource,
  operation: AttributeOperation,
  type: ResourceType,
  context: ParseContext,
): Resource {
  const { op, path, text, value, where } = operation;
  if (path.attribute.multiValued) return applyToList(resource, operation, type, context);
  if (where === undefined) return applyToOne(resource, operation, type, context);
  // A filter treats the value of a single-valued attribute as a list of one element.
  const matches = toPredicate(where);
  const isMatch = readElements(resource, path).some((element) => isObject(element) && matches(element));
  if (isMatch) return applyToOne(resource, operation, type, context);
  if (op === 'remove' || unassigns(value, context)) return resource;
  throw new ScimError('noTarget', `${text} matches no value of this resource.`, { path: text });
}

function applyToOne(
  resource: Resource,
  { op, path, text, value }: AttributeOperation,
  type: ResourceType,
  context: ParseContext,
): Resource {
  const { attribute, sub } = path;
  if (op === 'remove') return writeValue(resource, path, undefined);
  const parsed = parseValue(sub ?? attribute, value ?? null, text, type, context);
  if (sub !== undefined || attribute.type !== 'complex' || !isObject(value)) {
    return writeValue(resource, path, parsed);
  }
  // A complex value changes only the sub-attributes that it names (RFC 7644 §3.5.2.1 and §3.5.2.3).
  return mergeComplex(resource, path, value, isObject(parsed) ? parsed : {});
}

function mergeComplex(resource: Resource, path: BoundPath, sent: JsonObject, parsed: JsonObject): Resource {
  const [current] = readValues(resource, path);
  // `value` comes first, because it removes the old `$ref` before a new one is written.
  const named = Object.keys(sent)
    .flatMap((name) => findAttribute(path.attribute.subAttributes, name) ?? [])
    .flatMap(({ name, mutability }) => (mutability === 'readOnly' ? [] : [name]))
    .toSorted((left, right) => Number(right === 'value') - Number(left === 'value'));
  const merged = named.reduce(
    (object, name) => withPart(object, name, ownValue(parsed, name)),
    isObject(current) ? current : {},
  );
  return writeValue(resource, path, emptied(merged));
}
