import { isObject, type Json, type JsonObject } from '@scimwright/core';

/**
 * The target paths that a client can derive from `/Schemas`, as Microsoft's gallery tests do: an attribute, its
 * sub-attributes, and those of the primary element and of the element of each canonical type.
 */
export function derivePaths(schemas: readonly JsonObject[]): readonly string[] {
  return schemas.flatMap((schema) => {
    const urn = String(schema['id']);
    const prefix = urn.includes(':extension:') ? `${urn}:` : '';
    return objectsIn(schema['attributes']).flatMap((attribute) =>
      pathsOf(attribute).map((path) => `${prefix}${path}`),
    );
  });
}

/**
 * The objects in a list; empty if the value is not a list.
 *
 * @example
 * objectsIn([{ name: 'work' }, 'other']); // [{ name: 'work' }]
 */
export function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];
}

function pathsOf(attribute: JsonObject): readonly string[] {
  const name = String(attribute['name']);
  const parts = objectsIn(attribute['subAttributes']);
  if (attribute['multiValued'] !== true)
    return [name, ...parts.map((part) => `${name}.${String(part['name'])}`)];
  const filters = parts.flatMap((part) => {
    if (part['name'] === 'primary') return ['primary eq "True"'];
    const values = part['name'] === 'type' ? part['canonicalValues'] : undefined;
    return Array.isArray(values) ? values.map((value) => `type eq "${String(value)}"`) : [];
  });
  return [
    name,
    ...filters.flatMap((filter) => parts.map((part) => `${name}[${filter}].${String(part['name'])}`)),
  ];
}
