import { isObject, type Json } from '../json.ts';
import { findAttribute, type Attribute } from '../schema/attribute.ts';
import { commonAttributes } from '../schema/common-attributes.ts';
import type { BoundPath, ResourceType } from '../schema/resource-type.ts';
import { namedPaths, type NamedPaths } from './named-paths.ts';
import type { Resource } from './resource.ts';

/**
 * What a POST or PUT has written, for a type with attributes that are returned on request.
 *
 * @returns undefined for any other type
 *
 * @example
 * writtenByResource({ userName: 'ada' }, userType); // undefined
 */
export function writtenByResource(resource: Resource, type: ResourceType): NamedPaths | undefined {
  if (type.isPlain) return undefined;
  const own = [...type.schema.attributes, ...commonAttributes];
  const paths = Object.entries(resource).flatMap(([name, value]) => {
    const extension = type.extensions.find(({ schema }) => schema.id === name)?.schema;
    return extension !== undefined && isObject(value)
      ? Object.entries(value).flatMap(([part, inside]) =>
          pathsOf(extension.id, extension.attributes, part, inside),
        )
      : pathsOf(undefined, own, name, value);
  });
  return namedPaths(paths);
}

function pathsOf(
  extension: string | undefined,
  attributes: readonly Attribute[],
  name: string,
  value: Json,
): readonly BoundPath[] {
  const attribute = findAttribute(attributes, name);
  return attribute === undefined ? [] : writtenPaths({ extension, attribute, sub: undefined }, value);
}

/**
 * The paths that a value writes: its sub-attributes, or the attribute if it names none.
 *
 * @example
 * writtenPaths({ ...emailsValuePath, sub: undefined }, [{ VALUE: 'a@x.example' }]).length; // 1
 */
export function writtenPaths(path: BoundPath, value: Json | undefined): readonly BoundPath[] {
  const { subAttributes } = path.attribute;
  if (path.sub !== undefined || subAttributes === undefined) return [path];
  const elements: readonly unknown[] = Array.isArray(value) ? value : [value];
  const names = new Set(elements.flatMap((element) => (isObject(element) ? Object.keys(element) : [])));
  const parts = new Set([...names].flatMap((name) => findAttribute(subAttributes, name) ?? []));
  return parts.size === 0 ? [path] : [...parts].map((sub) => ({ ...path, sub }));
}
