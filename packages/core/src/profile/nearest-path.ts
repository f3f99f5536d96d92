import { nearestName } from '../nearest-name.ts';
import type { Attribute } from '../schema/attribute.ts';
import type { ResourceType } from '../schema/resource-type.ts';

/**
 * The path that the author of a row probably meant, found by what they may have in mind: a path, the name of an
 * attribute or of a part of it, or the name of Entra's attribute for it.
 *
 * @example
 * nearestPath('department', userType, defaultUserMapping); // `${ENTERPRISE_USER}:department`
 */
export function nearestPath(
  written: string,
  { schema, extensions }: Pick<ResourceType, 'schema' | 'extensions'>,
  sources: ReadonlyMap<string, string> = new Map(),
): string | undefined {
  const known = new Map<string, string>();
  const add = (name: string, path: string): void => {
    // The first to have a name keeps it.
    if (!known.has(name)) known.set(name, path);
  };
  for (const path of sources.keys()) add(path, path);
  // What Entra fills by default is what a row is about most often: `emails` is the work mail.
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

/** A part of a multi-valued attribute is no path of a row without a filter. */
function pathsOf(attributes: readonly Attribute[], prefix: string): readonly string[] {
  return attributes.flatMap(({ name, multiValued, subAttributes = [] }) => [
    `${prefix}${name}`,
    ...(multiValued ? [] : subAttributes.map((sub) => `${prefix}${name}.${sub.name}`)),
  ]);
}
