import type { Json, JsonObject } from '@scimwright/core';
import { ENTERPRISE_USER, GROUP, USER } from '@scimwright/core/schema';
import type { MappedValue, SourceKind } from '../mapping/mapping.ts';
import { isAppRoles, ROLE_TYPE, roleElement } from './app-roles.ts';
import { parseTargetPath, type TargetPath } from './target-path.ts';
import { typedValue } from './typed-value.ts';
import type { WireKnobs } from './wire-knobs.ts';

/** Microsoft's own schema, which Entra names in new groups. */
const ADSCIM_GROUP = 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group';

/** Entra names these whether or not they are used, and no other extension. */
const schemasOf: Readonly<Record<SourceKind, readonly string[]>> = {
  User: [USER, ENTERPRISE_USER],
  Group: [GROUP, ADSCIM_GROUP],
};

/** A part of the body that is not complete yet. */
interface Building {
  [name: string]: Json | Building | Building[];
}

/**
 * The body with which Entra creates a user or a group: nested, with the elements of one filter merged, and with JSON types. References
 * follow in a later request.
 *
 * @throws TooManyValues
 *
 * @see https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups
 *
 * @example
 * createBody('User', [], entraKnobs)['meta']; // { resourceType: 'User' }
 */
export function createBody(
  kind: SourceKind,
  values: readonly MappedValue[],
  { primary }: Pick<WireKnobs, 'primary'>,
): JsonObject {
  const attributes: Building = {};
  for (const { mapping, value } of values) {
    const { target } = mapping;
    if (target.type === 'reference') continue;
    const path = parseTargetPath(target.path);
    const owner =
      path.schema === undefined || schemasOf[kind][0] === path.schema
        ? attributes
        : child(attributes, path.schema);
    if (isAppRoles(value)) owner[path.name] = value.roles.map((role) => roleElement(role, value));
    else put(owner, path, typedValue(value, target), primary);
  }
  // Only JSON was put into it.
  return { schemas: schemasOf[kind], ...(attributes as JsonObject), meta: { resourceType: kind } };
}

function put(owner: Building, path: TargetPath, value: Json, primary: WireKnobs['primary']): void {
  const { name, element, sub } = path;
  if (element !== undefined) elementOf(owner, path, element, primary)[sub ?? 'value'] = value;
  else if (sub !== undefined) child(owner, name)[sub] = value;
  else owner[name] = value;
}

function child(owner: Building, name: string): Building {
  const known = owner[name];
  if (isBuilding(known)) return known;
  const fresh: Building = {};
  owner[name] = fresh;
  return fresh;
}

function elementOf(
  owner: Building,
  { name }: TargetPath,
  { discriminator, value }: NonNullable<TargetPath['element']>,
  primary: WireKnobs['primary'],
): Building {
  const written = (flag: boolean): Json => (primary === 'boolean' ? flag : flag ? 'True' : 'False');
  const isPrimary = discriminator === 'primary';
  const marked: Building = isPrimary
    ? { primary: written(value.toLowerCase() === 'true'), ...(name === 'roles' && { type: ROLE_TYPE }) }
    : { primary: written(name === 'emails' && value === 'work'), [discriminator]: value };
  const list = owner[name];
  const elements = Array.isArray(list) ? list.filter(isBuilding) : [];
  const known = elements.find((element) => element[discriminator] === marked[discriminator]);
  if (known !== undefined) return known;
  owner[name] = [...elements, marked];
  return marked;
}

function isBuilding(part: Building[string] | undefined): part is Building {
  return typeof part === 'object' && part !== null && !Array.isArray(part);
}
