import { openParseContext } from '@scimwright/core';
import { bindFilter, parseFilter } from '@scimwright/core/filter';
import { attribute, defaultGroupMapping, defineProfile } from '@scimwright/core/profile';
import { groupSchema } from '@scimwright/core/schema';
import type { Page, Store, TenantId } from '@scimwright/store';

/** Groups with a unique name and members, as connectors have them. */
export const groupType = defineProfile({
  name: 'Group',
  endpoint: '/Groups',
  schema: groupSchema,
  extensions: [],
  rows: [attribute('displayName', 'string', { filterable: true }), attribute('members', 'reference')],
  sources: defaultGroupMapping,
  matchedBy: 'displayName',
  unique: ['displayName'],
  membership: 'members',
}).type;

/** The first groups of a tenant that a filter finds. */
export function findGroups(store: Store, tenant: TenantId, text: string): Promise<Page> {
  const filter = bindFilter(parseFilter(text, openParseContext()), groupType, openParseContext());
  return store.resources.find(tenant, { type: groupType, filter, startIndex: 1, count: 100 });
}
