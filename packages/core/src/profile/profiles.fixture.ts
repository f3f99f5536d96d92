import { defineSchema } from '../schema/define-schema.ts';
import { enterpriseUserSchema } from '../schema/enterprise-user.ts';
import { groupSchema } from '../schema/group.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import { userSchema } from '../schema/user.ts';
import { defaultGroupMapping, defaultUserMapping } from './default-mapping.ts';
import { defineProfile, type MappingProfile } from './mapping-profile.ts';
import type { ProfileDefinition } from './mapping-row.ts';
import { attribute, type MappingRow } from './mapping-row.ts';

/** A definition of users with these rows. */
export function userDefinition(rows: readonly MappingRow[], more: Partial<ProfileDefinition> = {}) {
  return {
    name: 'User',
    endpoint: '/Users',
    schema: userSchema,
    extensions: [enterpriseUserSchema],
    rows,
    sources: defaultUserMapping,
    matchedBy: 'userName',
    ...more,
  } satisfies ProfileDefinition;
}

function groupDefinition(rows: readonly MappingRow[]): ProfileDefinition {
  return {
    name: 'Group',
    endpoint: '/Groups',
    schema: groupSchema,
    extensions: [],
    rows,
    sources: defaultGroupMapping,
    matchedBy: 'displayName',
    unique: ['displayName'],
    membership: 'members',
  };
}

const from = { from: 'extensionAttribute1' };

/** Users with every attribute of RFC 7643, each mapped as a whole. */
export const wholeUser: MappingProfile = defineProfile(
  userDefinition([
    ...userSchema.attributes.map(({ name, type, mutability }) =>
      attribute(
        name,
        type,
        name === 'userName'
          ? { required: true, filterable: true }
          : mutability === 'readOnly'
            ? { unmapped: true }
            : from,
      ),
    ),
    ...enterpriseUserSchema.attributes.map(({ name, type }) =>
      attribute(`${ENTERPRISE_USER}:${name}`, type, from),
    ),
    attribute('externalId', 'string', { filterable: true }),
  ]),
);

/** The extension of a product, with types that no attribute of RFC 7643 has. */
export const BADGE = 'urn:fjordline:scim:schemas:extension:badge:2.0:User';

const badgeSchema = defineSchema({
  id: BADGE,
  name: 'Badge',
  description: 'A badge',
  attributes: [
    { name: 'floor', description: 'A storey.', type: 'integer' },
    { name: 'factor', description: 'A factor.', type: 'decimal' },
    { name: 'tags', description: 'Words.', type: 'string', multiValued: true },
  ],
});

/** Users with that extension. */
export const badgedUser: MappingProfile = defineProfile({
  ...userDefinition([
    attribute('userName', 'string', { required: true, filterable: true }),
    ...badgeSchema.attributes.map(({ name, type }) => attribute(`${BADGE}:${name}`, type, from)),
  ]),
  extensions: [badgeSchema],
});

/** A product like BIC Cloud Design: six required values, one role, one extension attribute. */
export const narrowUser: MappingProfile = defineProfile(
  userDefinition(
    [
      attribute('userName', 'string', { required: true, filterable: true }),
      attribute('emails[type eq "work"].value', 'string', { required: true, filterable: true }),
      attribute('active', 'boolean', { required: true }),
      attribute('roles[primary eq "True"].value', 'string', { required: true, ...from }),
      attribute('displayName', 'string', { required: true }),
      attribute(`${ENTERPRISE_USER}:organization`, 'string', { required: true, ...from }),
    ],
    { solePrimary: ['roles'] },
  ),
);

/** Groups, as in every connector with groups. */
export const group: MappingProfile = defineProfile(
  groupDefinition([
    attribute('displayName', 'string', { required: true, filterable: true }),
    attribute('externalId', 'string', { required: true }),
    attribute('members', 'reference'),
  ]),
);
