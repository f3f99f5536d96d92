import type { ResourceType } from '@scimwright/core';
import {
  enterpriseUserSchema,
  groupSchema,
  userSchema,
  type Attribute,
  type Schema,
} from '@scimwright/core/schema';
import type { Connector } from './connector.ts';

/** Names in use below a Tenant URL, or in its OpenAPI document. */
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
 * Checks that the resource types of a connector are distinct by name, endpoint, schema and attribute, and that references
 * point to known types.
 *
 * @throws Error with the place: `resources[0]: …`
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
      `${place}: ${name} is not a valid name of a resource type: write a capital letter, then letters and digits, without Input, Patch, List, Request or Response at the end`,
    );
  }
  if (!/^\/[A-Z][A-Za-z0-9]*$/.test(endpoint)) {
    throw new Error(`${place}: ${endpoint} is not a valid endpoint: write one such as /Devices`);
  }
  const taken = [name, endpoint.slice(1)].find((word) => TAKEN.has(word.toLowerCase()));
  if (taken !== undefined) {
    throw new Error(`${place}: ${taken} is a name of RFC 7643 or RFC 7644: choose another`);
  }
}

function checkDistinct(named: readonly (readonly [place: string, name: string])[]): void {
  const seen = new Map<string, string>();
  for (const [place, name] of named) {
    const first = seen.get(name.toLowerCase());
    if (first !== undefined) throw new Error(`${place}: ${name} is already used in ${first}: choose another`);
    seen.set(name.toLowerCase(), place);
  }
}

/** A path is a URN, a colon and a name, so no URN may continue another one. */
function checkUrns(place: string, type: ResourceType): void {
  const urns = schemasOf(type).map(({ id }) => id.toLowerCase());
  const longer = urns.find((urn) => urns.some((other) => urn.startsWith(`${other}:`)));
  if (longer !== undefined) {
    throw new Error(
      `${place}: ${longer} begins with the id of another schema, so paths would be ambiguous: choose another id`,
    );
  }
}

/** The schemas of RFC 7643 for a type, whether the product has their attributes or not. */
const STANDARD: Readonly<Record<string, readonly Schema[]>> = {
  User: [userSchema, enterpriseUserSchema],
  Group: [groupSchema],
};

/**
 * Entra may name an attribute of an extension without its URN, so a name may occur only once in a resource type. The names
 * of RFC 7643 count too: an unmapped `title` must not be taken for the `title` of an extension.
 */
function checkAttributes(place: string, type: ResourceType): void {
  const seen = new Map<string, string>();
  for (const { id, attributes } of [...(STANDARD[type.name] ?? []), ...schemasOf(type)]) {
    for (const { name } of attributes) {
      const first = seen.get(name.toLowerCase());
      if (first !== undefined && first !== id) {
        throw new Error(`${place}: ${id} has an attribute ${name}, and so has ${first}: choose another name`);
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
      throw new Error(
        `${place}: ${id}: ${name} refers to ${unknown}, which is not a resource type of this connector`,
      );
    }
  }
}

function withParts(attribute: Attribute): readonly Attribute[] {
  return [attribute, ...(attribute.subAttributes ?? [])];
}
