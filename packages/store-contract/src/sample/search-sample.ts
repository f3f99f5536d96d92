import type { Resource, ResourceType } from '@scimwright/core';
import { emptyDelta } from '@scimwright/core/patch';
import { attribute, defaultGroupMapping, defaultUserMapping, defineProfile } from '@scimwright/core/profile';
import { indexEntries, searchText } from '@scimwright/core/resource';
import {
  defineSchema,
  ENTERPRISE_USER,
  enterpriseUserSchema,
  groupSchema,
  userSchema,
} from '@scimwright/core/schema';
import type { Change } from '@scimwright/store';
import { AT, LATER } from './sample.ts';

/** An extension of a product, with types that no attribute of RFC 7643 has. */
export const BADGE = 'urn:example:scim:schemas:extension:badge:2.0:User';

const badgeSchema = defineSchema({
  id: BADGE,
  name: 'Badge',
  description: 'A badge',
  attributes: [
    { name: 'floor', description: 'A storey.', type: 'integer' },
    { name: 'factor', description: 'A factor.', type: 'decimal' },
    { name: 'issued', description: 'When it was issued.', type: 'dateTime' },
    { name: 'tags', description: 'Words.', type: 'string', multiValued: true },
    { name: 'levels', description: 'Levels.', type: 'integer', multiValued: true },
    { name: 'code', description: 'A code.', type: 'string', caseExact: true },
  ],
});

const plain = { unmapped: true };

/** Users with attributes of RFC 7643 and of an extension, searched by everything. */
export const searchedUserType: ResourceType = defineProfile({
  name: 'User',
  endpoint: '/Users',
  schema: userSchema,
  extensions: [enterpriseUserSchema, badgeSchema],
  rows: [
    ...userSchema.attributes
      .filter(({ mutability }) => mutability === 'readWrite')
      .map(({ name, type }) => attribute(name, type, name === 'userName' ? { filterable: true } : plain)),
    attribute('groups', 'complex', plain),
    attribute('emails[type eq "work"].value', 'string', { filterable: true }),
    ...enterpriseUserSchema.attributes.map(({ name, type }) =>
      attribute(`${ENTERPRISE_USER}:${name}`, name === 'manager' ? 'reference' : type, plain),
    ),
    ...badgeSchema.attributes.map(({ name, type }) => attribute(`${BADGE}:${name}`, type, plain)),
  ],
  sources: defaultUserMapping,
  matchedBy: 'userName',
  searchedBy: 'everything',
  memberOf: { attribute: 'groups', label: 'displayName' },
}).type;

/** Groups, searched by everything. */
export const searchedGroupType: ResourceType = defineProfile({
  name: 'Group',
  endpoint: '/Groups',
  schema: groupSchema,
  extensions: [],
  rows: [attribute('displayName', 'string', { filterable: true }), attribute('members', 'reference')],
  sources: defaultGroupMapping,
  matchedBy: 'displayName',
  searchedBy: 'everything',
  membership: 'members',
}).type;

/** The creation of a resource that is searched by everything. */
export function createSearched(
  type: ResourceType,
  id: string,
  resource: Resource,
  { at = AT, members = [] }: { readonly at?: string; readonly members?: readonly string[] } = {},
): Change {
  return {
    kind: 'create',
    type: type.name,
    id,
    at,
    body: JSON.stringify(resource),
    document: searchText(resource, type),
    entries: indexEntries(resource, type),
    members,
  };
}

/** The update of a user that is searched by everything, without a change of index entries. */
export function updateSearched(id: string, resource: Resource, expected: number): Change {
  return {
    kind: 'update',
    type: 'User',
    id,
    at: LATER,
    expected,
    body: JSON.stringify(resource),
    document: searchText(resource, searchedUserType),
    entries: { add: [], drop: [] },
    members: emptyDelta,
  };
}
