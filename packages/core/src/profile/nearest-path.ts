import { nearestName } from '../nearest-name.ts';
import type { Attribute } from '../schema/attribute.ts';
import type { ResourceType } from '../schema/resource-type.ts';

/**
 * The path that the author of a row probably meant, who may have written a path, the name of an attribute or
 * sub-attribute, or the name of Entra's attribute.
 */
export function nearestPath(
  written: string,
  { schema, extensions }: Pick<ResourceType, 'schema' | 'extensions'>,
  sources: ReadonlyMap<string, string> = new Map(),
): string | undefined {
  const known = new Map<string, string>();
  const add = (name: string, path: string): void => {
    if (!known.has(name)) known.set(name, path);
  };
  for (const path of sources.keys()) add(path, path);
  // Prefer what Entra maps by default: `emails` is the work mail.
  for (const path of sources.keys()) add(nameIn(path), path);
  const all = [
    ...pathsOf(schema.attributes, ''),
    ...extensions.flatMap((extension) => pathsOf(extension.schema.attributes, `${extension.schema.id}:`)),
  ];
  for (const path of all) add(path, path);
  for (const path of [...sources.keys(), ...all]) add(lastNameIn(path), path);
  for (const [path, source] of sources) if (/^\w+$/.test(source)) add(source, path);
  const nearest = nearestName(written, [...known.keys()]);
  return nearest === undefined ? undefined : known.get(nearest);
}

/** `emails` of `emails[type eq "work"].value`, `department` of `urn:…:department`. */
function nameIn(path: string): string {
  const [name = path] = path.slice(path.lastIndexOf(':') + 1).split(/[.[]/, 1);
  return name;
}

/** `givenName` of `name.givenName`. */
function lastNameIn(path: string): string {
  return path.slice(Math.max(path.lastIndexOf(':'), path.lastIndexOf('.')) + 1);
}

/** A sub-attribute of a multi-valued attribute needs a filter to be the path of a row. */
function pathsOf(attributes: readonly Attribute[], prefix: string): readonly string[] {
  return attributes.flatMap(({ name, multiValued, subAttributes = [] }) => [
    `${prefix}${name}`,
    ...(multiValued ? [] : subAttributes.map((sub) => `${prefix}${name}.${sub.name}`)),
  ]);
}
