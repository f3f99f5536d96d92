import type { ParseContext } from '../dialect/parse-context.ts';
import { ScimError } from '../error.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { findAttribute, type Attribute } from '../schema/attribute.ts';
import { commonAttributes } from '../schema/common-attributes.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { isSameUrn } from '../schema/urn.ts';
import { parseMembers } from './parse-members.ts';
import { parseValue, partNamed } from './parse-value.ts';
import type { Member, Resource } from './resource.ts';
import { emptied } from './write-value.ts';

/** A parsed body: its attributes, and its members if the type has members and the body names them. */
export interface ParsedResource {
  readonly resource: Resource;
  readonly members: readonly Member[] | undefined;
}

/**
 * Parses the body of a POST or PUT to a resource of the profile. Read-only attributes, `id` and `meta` are ignored; unmapped
 * attributes are ignored and recorded.
 *
 * @throws ScimError invalidSyntax if the body is not such a resource, invalidValue for an invalid value
 *
 * @example
 * parseResource({ schemas: [USER], userName: 'ada' }, userType, openParseContext()).resource; // { userName: 'ada' }
 *
 * @see RFC 7644 §3.3, §3.5.1
 */
export function parseResource(body: unknown, type: ResourceType, context: ParseContext): ParsedResource {
  if (!isObject(body)) throw new ScimError('invalidSyntax', 'The body must be a JSON object.');
  const listed = checkSchemas(body, type, context);
  let members: readonly Member[] | undefined;
  const core: Record<string, Json> = {};
  const extensions: Record<string, JsonObject> = {};
  for (const [name, value] of Object.entries(body)) {
    const attribute = findAttribute(type.schema.attributes, name) ?? findAttribute(commonAttributes, name);
    const extension = attribute === undefined ? findExtension(type, name) : undefined;
    if (extension !== undefined) {
      const parsed = parseExtension(extension, value, type, context);
      if (parsed === undefined) continue;
      if (!listed.has(name.toLowerCase()) && !context.accept('unlisted-extension')) {
        throw new ScimError(
          'invalidSyntax',
          `The body has attributes of ${extension.id}: list it in schemas.`,
        );
      }
      extensions[extension.id] = parsed;
      continue;
    }
    if (attribute === undefined) {
      if (value !== null) context.ignore(name);
    } else if (attribute === type.membership) {
      members = parseMembers(value, context);
    } else if (attribute.mutability !== 'readOnly') {
      const parsed = parseValue(attribute, value, attribute.name, type, context);
      if (parsed !== undefined) core[attribute.name] = parsed;
    }
  }
  return { resource: Object.assign(core, extensions), members };
}

function findExtension(type: ResourceType, name: string) {
  return type.extensions.find(({ schema }) => isSameUrn(schema.id, name))?.schema;
}

function parseExtension(
  schema: { readonly id: string; readonly attributes: readonly Attribute[] },
  value: Json,
  type: ResourceType,
  context: ParseContext,
): JsonObject | undefined {
  if (value === null) return undefined;
  if (!isObject(value))
    throw new ScimError('invalidValue', `${schema.id} must be an object.`, { path: schema.id });
  const parts: Record<string, Json> = {};
  for (const [name, part] of Object.entries(value)) {
    const attribute = findAttribute(schema.attributes, name);
    if (attribute === undefined) {
      if (part !== null) context.ignore(`${schema.id}:${name}`);
    } else if (attribute.mutability !== 'readOnly') {
      const parsed = parseValue(attribute, part, `${schema.id}:${attribute.name}`, type, context);
      if (parsed !== undefined) parts[attribute.name] = parsed;
    }
  }
  return emptied(parts);
}

/** Checks `schemas` (RFC 7643 §3) and returns its URNs in lower case. */
function checkSchemas(body: JsonObject, type: ResourceType, context: ParseContext): ReadonlySet<string> {
  const schemas = partNamed(body, 'schemas');
  const urns = Array.isArray(schemas) ? (schemas as readonly Json[]) : [];
  const listed = new Set(urns.flatMap((urn) => (typeof urn === 'string' ? [urn.toLowerCase()] : [])));
  if (!listed.has(type.schema.id.toLowerCase())) {
    throw new ScimError('invalidSyntax', `schemas must list ${type.schema.id}.`, { path: 'schemas' });
  }
  const isKnown = (urn: string): boolean =>
    isSameUrn(urn, type.schema.id) || findExtension(type, urn) !== undefined;
  if (![...listed].every(isKnown) && !context.accept('unknown-schema-urn')) {
    throw new ScimError(
      'invalidSyntax',
      'schemas lists a URN that this resource type does not have: remove it.',
      {
        path: 'schemas',
      },
    );
  }
  return listed;
}
