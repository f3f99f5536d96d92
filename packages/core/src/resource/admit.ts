import type { Reading } from '../dialect/reading.ts';
import { ScimError } from '../error.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { findAttribute, type Attribute } from '../schema/attribute.ts';
import { commonAttributes } from '../schema/common-attributes.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { admitMembers } from './admit-members.ts';
import { admitValue } from './admit-value.ts';
import type { Member, Resource } from './resource.ts';

/** A body that was admitted: the attributes, and the members where the type has them and the body names them. */
export interface Admitted {
  readonly resource: Resource;
  readonly members: readonly Member[] | undefined;
}

/**
 * Admits the body of a POST or PUT: from `unknown` to a resource of the profile. What the client cannot set is
 * ignored (`id`, `meta`, read-only attributes); what lies outside the profile is ignored and noted.
 *
 * @throws ScimError invalidSyntax when the body is no such resource, invalidValue for a wrong value
 *
 * @example
 * admit({ schemas: [USER], userName: 'ada' }, userType, openReading()).resource; // { userName: 'ada' }
 *
 * @see RFC 7644 §3.3, §3.5.1
 */
export function admit(body: unknown, type: ResourceType, reading: Reading): Admitted {
  if (!isObject(body)) throw new ScimError('invalidSyntax', 'The body must be a JSON object.');
  const listed = checkSchemas(body, type, reading);
  let members: readonly Member[] | undefined;
  const core: [string, Json][] = [];
  const extensions: [string, JsonObject][] = [];
  for (const [name, value] of Object.entries(body)) {
    const extension = findExtension(type, name);
    if (extension !== undefined) {
      const admitted = admitExtension(extension, value, type, reading);
      if (admitted === undefined) continue;
      if (!listed.has(name.toLowerCase()) && !reading.accept('unlisted-extension')) {
        throw new ScimError('invalidSyntax', `schemas does not list ${extension.id}.`);
      }
      extensions.push([extension.id, admitted]);
      continue;
    }
    const attribute = findAttribute(type.schema.attributes, name) ?? findAttribute(commonAttributes, name);
    if (attribute === undefined) {
      if (value !== null) reading.ignore(name);
    } else if (attribute === type.membership) {
      members = admitMembers(value, reading);
    } else if (attribute.mutability !== 'readOnly') {
      const admitted = admitValue(attribute, value, attribute.name, type, reading);
      if (admitted !== undefined) core.push([attribute.name, admitted]);
    }
  }
  return { resource: Object.fromEntries([...core, ...extensions]), members };
}

function findExtension(type: ResourceType, name: string) {
  const urn = name.toLowerCase();
  return type.extensions.find(({ schema }) => schema.id.toLowerCase() === urn)?.schema;
}

function admitExtension(
  schema: { readonly id: string; readonly attributes: readonly Attribute[] },
  value: Json,
  type: ResourceType,
  reading: Reading,
): JsonObject | undefined {
  if (value === null) return undefined;
  if (!isObject(value))
    throw new ScimError('invalidValue', `${schema.id} must be an object.`, { path: schema.id });
  const parts: [string, Json][] = [];
  for (const [name, part] of Object.entries(value)) {
    const attribute = findAttribute(schema.attributes, name);
    if (attribute === undefined) {
      if (part !== null) reading.ignore(`${schema.id}:${name}`);
    } else if (attribute.mutability !== 'readOnly') {
      const admitted = admitValue(attribute, part, `${schema.id}:${attribute.name}`, type, reading);
      if (admitted !== undefined) parts.push([attribute.name, admitted]);
    }
  }
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}

/** Checks `schemas` (RFC 7643 §3) and returns its URNs in lower case. */
function checkSchemas(body: JsonObject, type: ResourceType, reading: Reading): ReadonlySet<string> {
  const [, schemas] = Object.entries(body).find(([name]) => name.toLowerCase() === 'schemas') ?? [];
  const urns = Array.isArray(schemas) ? (schemas as readonly Json[]) : [];
  const listed = new Set(urns.flatMap((urn) => (typeof urn === 'string' ? [urn.toLowerCase()] : [])));
  if (!listed.has(type.schema.id.toLowerCase())) {
    throw new ScimError('invalidSyntax', `schemas must list ${type.schema.id}.`, { path: 'schemas' });
  }
  const known = new Set(
    [type.schema, ...type.extensions.map(({ schema }) => schema)].map(({ id }) => id.toLowerCase()),
  );
  const foreign = [...listed].find((urn) => !known.has(urn));
  if (foreign !== undefined && !reading.accept('unknown-schema-urn')) {
    throw new ScimError('invalidSyntax', 'schemas lists a URN that this resource type does not have.', {
      path: 'schemas',
    });
  }
  return listed;
}
