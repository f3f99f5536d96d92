import type { ResourceType } from '@scimwright/core';
import { attribute, defaultUserMapping, defineProfile } from '@scimwright/core/profile';
import { ENTERPRISE_USER, enterpriseUserSchema, userSchema } from '@scimwright/core/schema';

/** Users with all of RFC 7643, since the libraries have its schemas or none. */
export const userType: ResourceType = defineProfile({
  name: 'User',
  endpoint: '/Users',
  schema: userSchema,
  extensions: [enterpriseUserSchema],
  rows: [
    ...userSchema.attributes.map(({ name, type }) => attribute(name, type, { unmapped: true })),
    ...enterpriseUserSchema.attributes.map(({ name, type }) =>
      attribute(`${ENTERPRISE_USER}:${name}`, type, { unmapped: true }),
    ),
    attribute('externalId', 'string', { unmapped: true }),
  ],
  sources: defaultUserMapping,
  matchedBy: 'userName',
}).type;
