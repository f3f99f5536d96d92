import {
  enterpriseUserSchema,
  groupSchema,
  userSchema,
  type Attribute,
  type ResourceType,
  type Schema,
} from '@scimwright/core';
import type { Connector } from './connector.ts';

/** What else is called so below a tenant URL, or in the OpenAPI document of it. */
const TAKEN: ReadonlySet<string> = new Set([
  'user',
  'users',
  'group',
  'groups',
  'me',
  'bulk',
  'schema',
  'schemas',
  'resource',
  'resources',
  'resourcetype',
  'resourcetypes',
  'serviceproviderconfig',
  'searchrequest',
  'error',
  'openapi',
]);
const PART_OF_A_NAME = /(?:Input|Patch|List|Request|Response)$/;

/**
 * Checks that the resource types of a connector can be told apart, by name, endpoint, schema and attribute, and that what
 * a reference leads to is there.
 *
 * @throws Error that names the place: `resources[0]: …`
 *
 * @example
 * checkTypes({ users: flow.users, groups: flow.groups, resources: [] });
 */
export function checkTypes({
  users,
  groups,
  resources,
}: Pick<Connector, 'users' | 'groups' | 'resources'>): void {
  const own = resources.map(({ type }, at): Placed => [`resources[${at}]`, type]);
  const all: readonly Placed[] = [
    ['users', users.type],
    ...(groups === undefined ? [] : [['groups', groups.type] as const]),
    ...own,
  ];
  for (const [place, type] of own) checkName(place, type);
  checkDistinct(own.map(([place, { name }]) => [place, name]));
  checkDistinct(own.map(([place, { endpoint }]) => [place, endpoint]));
  checkDistinct(all.flatMap(([place, type]) => schemasOf(type).map(({ id }) => [place, id] as const)));
  for (const [place, type] of all) {
    checkUrns(place, type);
    checkAttributes(place, type);
    checkReferences(
      place,
      type,
      all.map(([, { name }]) => name),
    );
  }
}

type Placed = readonly [place: string, type: ResourceType];

const schemasOf = ({ schema, extensions }: ResourceType) => [
  schema,
  ...extensions.map((extension) => extension.schema),
];

function checkName(place: string, { name, endpoint }: ResourceType): void {
  if (!/^[A-Z][A-Za-z0-9]*$/.test(name) || PART_OF_A_NAME.test(name)) {
    throw new Error(
      `${place}: ${name} is no name of a resource type: write a capital letter, then letters and digits, with no Input, Patch, List, Request or Response at the end`,
    );
  }
  if (!/^\/[A-Z][A-Za-z0-9]*$/.test(endpoint)) {
    throw new Error(`${place}: ${endpoint} is no endpoint: write one such as /Devices`);
  }
  const taken = [name, endpoint.slice(1)].find((word) => TAKEN.has(word.toLowerCase()));
  if (taken !== undefined) {
    throw new Error(`${place}: ${taken} is called so in RFC 7644 already: take another name`);
  }
}

function checkDistinct(named: readonly (readonly [place: string, name: string])[]): void {
  const seen = new Map<string, string>();
  for (const [place, name] of named) {
    const first = seen.get(name.toLowerCase());
    if (first !== undefined) throw new Error(`${place}: ${name} is the name of another in ${first}`);
    seen.set(name.toLowerCase(), place);
  }
}

/** A path is a URN, a colon and a name: no URN may be another one with a name behind it. */
function checkUrns(place: string, type: ResourceType): void {
  const urns = schemasOf(type).map(({ id }) => id.toLowerCase());
  const longer = urns.find((urn) => urns.some((other) => urn.startsWith(`${other}:`)));
  if (longer !== undefined) {
    throw new Error(
      `${place}: ${longer} begins with the id of another schema, which paths could not tell apart`,
    );
  }
}

/** What RFC 7643 has of a type, whether the product has it or not. */
const STANDARD: Readonly<Record<string, readonly Schema[]>> = {
  User: [userSchema, enterpriseUserSchema],
  Group: [groupSchema],
};

/**
 * Entra also names the attributes of extensions without a URN, so a name stands once in a resource type; what RFC 7643
 * has of it counts too, or a `title` that the product does not have would be read as the one of an extension.
 */
function checkAttributes(place: string, type: ResourceType): void {
  const seen = new Map<string, string>();
  for (const { id, attributes } of [...(STANDARD[type.name] ?? []), ...schemasOf(type)]) {
    for (const { name } of attributes) {
      const first = seen.get(name.toLowerCase());
      if (first !== undefined && first !== id) {
        throw new Error(`${place}: ${id} has a ${name}, and so has ${first}: call it something else`);
      }
      seen.set(name.toLowerCase(), id);
    }
  }
}

function checkReferences(place: string, type: ResourceType, types: readonly string[]): void {
  const known = new Set([...types, 'uri', 'external', 'User', 'Group']);
  for (const { id, attributes } of schemasOf(type)) {
    for (const { name, referenceTypes = [] } of attributes.flatMap(withParts)) {
      const unknown = referenceTypes.find((one) => !known.has(one));
      if (unknown === undefined) continue;
      throw new Error(`${place}: ${id}: ${name} leads to a ${unknown}, which is no resource type here`);
    }
  }
}

function withParts(attribute: Attribute): readonly Attribute[] {
  return [attribute, ...(attribute.subAttributes ?? [])];
}
