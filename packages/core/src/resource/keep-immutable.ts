import { ScimError } from '../error.ts';
import { compareKey } from '../filter/compare-key.ts';
import { readValues } from '../filter/to-predicate.ts';
import { isObject, ownValue, sameJson, type Json, type JsonObject } from '../json.ts';
import type { Attribute } from '../schema/attribute.ts';
import type { BoundPath, ResourceType } from '../schema/resource-type.ts';
import type { Resource } from './resource.ts';
import { writeValue } from './write-value.ts';

/**
 * What a write may send for an immutable attribute that has a value: the `same` value; the same or none, as a PUT may
 * (`absent`); or `any` value, which is ignored.
 */
export type ImmutableRule = 'same' | 'absent' | 'any';

/**
 * A resource after a write, with the immutable values that it had before. An attribute without a value may get one.
 *
 * @throws ScimError mutability for changing or removing a value
 *
 * @example
 * keepImmutable({ userName: 'ada' }, { userName: 'ada', title: 'Dr' }, userType, 'same'); // { userName: 'ada', title: 'Dr' }
 *
 * @see RFC 7643 §7, RFC 7644 §3.5.1
 */
export function keepImmutable(
  before: Resource,
  after: Resource,
  type: ResourceType,
  rule: ImmutableRule,
): Resource {
  return type.immutable.reduce((next, path) => {
    const [was, is] = [readValues(before, path), readValues(next, path)];
    if (was.length === 0 || sameJson(was, is)) return next;
    const isKept = rule === 'any' || (rule === 'absent' && is.length === 0) || isEqual(was, is, path);
    if (!isKept) throw changed(pathOf(path));
    return writeValue(next, path, path.sub === undefined && path.attribute.multiValued ? was : was[0]);
  }, after);
}

/**
 * Checks that a PATCH of one element keeps its immutable sub-attributes. To change them, a client removes the element and
 * adds another.
 *
 * @throws ScimError mutability
 */
export function checkEdit(
  { subAttributes = [] }: Attribute,
  before: JsonObject,
  after: JsonObject,
  path: string,
): void {
  const broken = subAttributes.find(({ name, mutability }) => {
    const was = mutability === 'immutable' ? ownValue(before, name) : undefined;
    return was !== undefined && !sameJson(was, ownValue(after, name));
  });
  if (broken !== undefined) throw changed(`${path}: ${broken.name}`);
}

/** Whether the values compare as equal, however they are written. */
function isEqual(was: readonly Json[], is: readonly Json[], { attribute, sub }: BoundPath): boolean {
  const key = (value: Json): Json => (isObject(value) ? value : compareKey(value, sub ?? attribute));
  return sameJson(was.map(key), is.map(key));
}

function pathOf({ extension, attribute, sub }: BoundPath): string {
  const name = sub === undefined ? attribute.name : `${attribute.name}.${sub.name}`;
  return extension === undefined ? name : `${extension}:${name}`;
}

function changed(path: string): ScimError {
  return new ScimError(
    'mutability',
    `${path} is immutable and already has a value: in Entra, apply this mapping only during object creation.`,
    { path },
  );
}
