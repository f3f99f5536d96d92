import type { ParseContext } from '../dialect/parse-context.ts';
import { findAttribute, type Attribute } from '../schema/attribute.ts';
import { commonAttributes } from '../schema/common-attributes.ts';
import type { BoundPath, ResourceType } from '../schema/resource-type.ts';
import type { AttributePath } from './ast.ts';

/** The sub-attribute with this name; null if there is none, undefined without a name. */
function findSub(attribute: Attribute, name: string | undefined): Attribute | undefined | null {
  return name === undefined ? undefined : (findAttribute(attribute.subAttributes, name) ?? null);
}

/**
 * Binds a path: finds its attribute in a resource type. Names and URNs are case-insensitive.
 *
 * @returns undefined if the type has no such attribute
 *
 * @example
 * const path = parseAttributePath('USERNAME');
 * path && bindPath(path, userType, openParseContext())?.attribute.name; // 'userName'
 */
export function bindPath(
  path: AttributePath,
  type: ResourceType,
  context: ParseContext,
): BoundPath | undefined {
  const schema = path.schema?.toLowerCase();
  const places: { extension: string | undefined; attributes: readonly Attribute[]; borrowed?: true }[] = [];
  if (schema === undefined || schema === type.schema.id.toLowerCase()) {
    places.push({ extension: undefined, attributes: type.schema.attributes });
    places.push({ extension: undefined, attributes: commonAttributes });
  }
  for (const { schema: extension } of type.extensions) {
    if (schema === extension.id.toLowerCase()) {
      places.push({ extension: extension.id, attributes: extension.attributes });
    } else if (schema === undefined) {
      places.push({ extension: extension.id, attributes: extension.attributes, borrowed: true });
    }
  }
  const found = places.flatMap(({ extension, attributes, borrowed }) => {
    const attribute = findAttribute(attributes, path.name);
    return attribute === undefined ? [] : [{ extension, attribute, borrowed }];
  });
  const own = found.find(({ borrowed }) => borrowed === undefined);
  const hit = own ?? (found.length === 1 ? found[0] : undefined);
  if (hit === undefined) return undefined;
  const sub = findSub(hit.attribute, path.sub);
  if (sub === null) return undefined;
  if (hit.borrowed !== undefined && !context.accept('unqualified-extension-attribute')) return undefined;
  return { extension: hit.extension, attribute: hit.attribute, sub };
}

/**
 * The extension that a path names as a whole: `urn:…:enterprise:2.0:User`, without an attribute.
 *
 * @example
 * const path = parseAttributePath(ENTERPRISE_USER);
 * path && bindExtension(path, userType) === ENTERPRISE_USER; // true
 */
export function bindExtension(
  { schema, name, sub }: AttributePath,
  type: ResourceType,
): BoundPath['extension'] {
  if (schema === undefined) return undefined;
  const urn = `${schema}:${name}${sub === undefined ? '' : `.${sub}`}`.toLowerCase();
  return type.extensions.find((extension) => extension.schema.id.toLowerCase() === urn)?.schema.id;
}
