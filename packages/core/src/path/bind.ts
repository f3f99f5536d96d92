import type { ParseContext } from '../dialect/parse-context.ts';
import { findAttribute, type Attribute } from '../schema/attribute.ts';
import { commonAttributes } from '../schema/common-attributes.ts';
import type { BoundPath, ResourceType } from '../schema/resource-type.ts';
import { isSameUrn } from '../schema/urn.ts';
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
  const own = findOwn(path, type);
  const hit = own ?? (path.schema === undefined ? findBorrowed(path.name, type) : undefined);
  if (hit === undefined) return undefined;
  const sub = findSub(hit.attribute, path.sub);
  if (sub === null) return undefined;
  if (own === undefined && !context.accept('unqualified-extension-attribute')) return undefined;
  return { extension: hit.extension, attribute: hit.attribute, sub };
}

type Found = Pick<BoundPath, 'extension' | 'attribute'>;

function findOwn({ schema, name }: AttributePath, type: ResourceType): Found | undefined {
  if (schema === undefined || isSameUrn(schema, type.schema.id)) {
    const attribute = findAttribute(type.schema.attributes, name) ?? findAttribute(commonAttributes, name);
    if (attribute !== undefined) return { extension: undefined, attribute };
  }
  if (schema === undefined) return undefined;
  for (const { schema: extension } of type.extensions) {
    if (!isSameUrn(schema, extension.id)) continue;
    const attribute = findAttribute(extension.attributes, name);
    if (attribute !== undefined) return { extension: extension.id, attribute };
  }
  return undefined;
}

/** The attribute that only one extension has under this name. */
function findBorrowed(name: string, { extensions }: ResourceType): Found | undefined {
  const found = extensions.flatMap(({ schema }) => {
    const attribute = findAttribute(schema.attributes, name);
    return attribute === undefined ? [] : [{ extension: schema.id, attribute }];
  });
  return found.length === 1 ? found[0] : undefined;
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
  const urn = `${schema}:${name}${sub === undefined ? '' : `.${sub}`}`;
  return type.extensions.find((extension) => isSameUrn(extension.schema.id, urn))?.schema.id;
}
