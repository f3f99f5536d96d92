import { openParseContext } from '../dialect/parse-context.ts';
import { parseValuePath } from '../filter/parse-value-path.ts';
import { isObject, ownValue } from '../json.ts';
import { bindPath } from '../path/bind.ts';
import type { BoundPath, ResourceType } from '../schema/resource-type.ts';
import type { Resource } from './resource.ts';
import { writeValue } from './write-value.ts';

/**
 * The attribute of a path, as `changedPaths` writes it.
 *
 * @returns undefined if the resource type lacks the path
 *
 * @example
 * attributeOfPath('emails[type eq "work"].value', userType); // 'emails'
 */
export function attributeOfPath(path: string, type: ResourceType): string | undefined {
  const bound = attributeAt(path, type);
  if (bound === undefined) return undefined;
  return bound.extension === undefined ? bound.attribute.name : `${bound.extension}:${bound.attribute.name}`;
}

/**
 * A resource in which the attribute of a path has its former value.
 *
 * @returns undefined if the resource type lacks the path
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
  // With every departure: the paths were accepted before.
  const context = openParseContext();
  try {
    return bindPath(parseValuePath(text, context).attribute, type, context);
  } catch {
    return undefined;
  }
}
