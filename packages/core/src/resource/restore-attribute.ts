import { openReading } from '../dialect/reading.ts';
import { parseValuePath } from '../filter/parse-value-path.ts';
import { isObject, ownValue } from '../json.ts';
import { bindPath } from '../path/bind.ts';
import type { BoundPath, ResourceType } from '../schema/resource-type.ts';
import type { Resource } from './resource.ts';
import { writeValue } from './write-value.ts';

/**
 * The attribute that a path names, as `changedPaths` names it.
 *
 * @returns undefined for a path that the resource type does not have
 *
 * @example
 * attributeNamed('emails[type eq "work"].value', userType); // 'emails'
 */
export function attributeNamed(path: string, type: ResourceType): string | undefined {
  const bound = attributeAt(path, type);
  if (bound === undefined) return undefined;
  return bound.extension === undefined ? bound.attribute.name : `${bound.extension}:${bound.attribute.name}`;
}

/**
 * A resource with the attribute that a path names as it was before.
 *
 * @returns undefined for a path that the resource type does not have
 *
 * @example
 * restoreAttribute({ userName: 'bo' }, { userName: 'ada' }, 'userName', userType); // { userName: 'ada' }
 */
export function restoreAttribute(
  after: Resource,
  before: Resource,
  path: string,
  type: ResourceType,
): Resource | undefined {
  const bound = attributeAt(path, type);
  if (bound === undefined) return undefined;
  const { extension, attribute } = bound;
  const container = extension === undefined ? before : ownValue(before, extension);
  const value = isObject(container) ? ownValue(container, attribute.name) : undefined;
  return writeValue(after, { extension, attribute, sub: undefined }, value);
}

function attributeAt(text: string, type: ResourceType): BoundPath | undefined {
  // Paths of refusals are ours, and those that a client wrote were read with the departures that it may make.
  const reading = openReading();
  try {
    return bindPath(parseValuePath(text, reading).attribute, type, reading);
  } catch {
    return undefined;
  }
}
