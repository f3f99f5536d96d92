import { compareKey } from '../filter/compare-key.ts';
import { partsOf, readElements, readValues } from '../filter/to-predicate.ts';
import { isObject, type Json } from '../json.ts';
import type { Attribute } from '../schema/attribute.ts';
import type { Target } from '../schema/resource-type.ts';
import { inSlot } from './keep-mapped.ts';
import type { Resource } from './resource.ts';

/**
 * The values of a resource that a row maps.
 *
 * @example
 * readTarget({ emails: [{ type: 'work', value: 'a@x.example' }] }, workMail); // ['a@x.example']
 */
export function readTarget(resource: Resource, target: Target): readonly Json[] {
  if (target.kind === 'attribute') return readValues(resource, target.path);
  const { path, slot } = target;
  const inside = readElements(resource, path).filter((element) => isObject(element) && inSlot(element, slot));
  return partsOf(inside, path.sub);
}

/**
 * The attribute of the values that a row maps: its sub-attribute, if it has one.
 *
 * @example
 * targetAttribute(workMail).name; // 'value'
 */
export function targetAttribute({ path }: Target): Attribute {
  return path.sub ?? path.attribute;
}

/**
 * The key of a value in an index: its comparison key as a string.
 *
 * @example
 * indexKey('Ada@X.example', userName); // 'ada@x.example'
 */
export function indexKey(value: Json, attribute: Attribute): string {
  return String(compareKey(value, attribute));
}
