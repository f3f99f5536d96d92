// Names that examples of any package may use without an import. Examples that use only consts with a value can run, so
// that their stated values are checked; with a declared name they are only compiled.
import type { Connector, MappingRow } from '../../../packages/connector-kit/src/index.ts';
import { type ResourceType } from '../../../packages/core/src/index.ts';
import {
  attribute,
  defaultGroupMapping,
  defaultUserMapping,
  defineProfile,
} from '../../../packages/core/src/profile/index.ts';
import {
  ENTERPRISE_USER,
  enterpriseUserSchema,
  groupSchema,
  userSchema,
} from '../../../packages/core/src/schema/index.ts';
import type { Store, TenantId } from '../../../packages/store/src/index.ts';

/** Users with the work mail as their only mail, found by name and external id. */
export const userType: ResourceType = defineProfile({
  name: 'User',
  endpoint: '/Users',
  schema: userSchema,
  extensions: [enterpriseUserSchema],
  rows: [
    attribute('userName', 'string', { required: true, filterable: true }),
    attribute('active', 'boolean'),
    attribute('title', 'string'),
    attribute('emails[type eq "work"].value', 'string'),
    attribute('externalId', 'string', { filterable: true }),
    attribute(`${ENTERPRISE_USER}:department`, 'string'),
  ],
  sources: defaultUserMapping,
  matchedBy: 'userName',
}).type;

/** Groups with members. */
export const groupType: ResourceType = defineProfile({
  name: 'Group',
  endpoint: '/Groups',
  schema: groupSchema,
  extensions: [],
  rows: [
    attribute('displayName', 'string', { required: true, filterable: true }),
    attribute('members', 'reference'),
  ],
  sources: defaultGroupMapping,
  matchedBy: 'displayName',
  membership: 'members',
}).type;

export const at = '2026-01-31T12:00:00.000Z';
export const tenant = 't1' as TenantId;

/** The connector of BIC Cloud Design, and the one of the README. */
export declare const bic: Connector;
/** A product whose rows of users TypeScript knows. */
export declare const flow: Connector<
  unknown,
  'flow',
  MappingRow<'userName', 'string', true> | MappingRow<'active', 'boolean', false>
>;
export declare const store: Store;
/** A caught error. */
export declare const error: unknown;
