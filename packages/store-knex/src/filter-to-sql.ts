import type { ResourceType } from '@scimwright/core';
import { findLookup, type Lookup } from '@scimwright/core/resource';
import type { BoundFilter } from '@scimwright/core/filter';
import { StoreFault, type TenantId } from '@scimwright/store';
import type { Dialect } from './dialect/dialect.ts';
import type { Fragment } from './fragment.ts';
import { groupIsThere } from './removal/is-there.ts';
import { conditionOf } from './search/condition-of.ts';
import { inGroup } from './search/in-groups.ts';
import { joined, logicToSql, partsOf } from './search/logic-to-sql.ts';
import type { Searched } from './search/source-of.ts';

/**
 * Compiles a filter to a condition on `r`, a resource of the tenant and type. The condition is true or false, never null, so that `not`
 * is safe. `findLookup` decides what an index answers, here as in the server.
 *
 * @throws StoreFault FILTER_WITHOUT_INDEX when no index answers a comparison and the type is searched by its indexes; the server should
 * have refused it
 */
export function filterToSql(
  tenant: TenantId,
  type: ResourceType,
  filter: BoundFilter,
  dialect: Dialect,
): Fragment {
  if (type.searchedBy === 'indexes') {
    return logicToSql(filter, (leaf) => {
      const found = lookupToSql(tenant, type, leaf);
      if (found === undefined) throw new StoreFault('FILTER_WITHOUT_INDEX', undefined);
      return found;
    });
  }
  // In a conjunction an index narrows the search. Under `or` and `not` every document is read anyway, and reading it is
  // cheaper than looking for its id among thousands.
  const searched = { tenant, type, dialect };
  const parts = partsOf(filter, 'and').map(
    (part) =>
      lookupToSql(tenant, type, part) ??
      logicToSql(part, (leaf) => groupToSql(leaf, searched) ?? conditionOf(leaf, searched)),
  );
  return joined('and', parts);
}

/** Finds the members of one group from that group downwards, without reading other groups. */
function groupToSql(filter: BoundFilter, { tenant, type, dialect }: Searched): Fragment | undefined {
  if (filter.kind !== 'compare' || filter.op !== 'eq' || filter.value === null) return undefined;
  const { attribute, sub } = filter.path;
  if (attribute !== type.memberOf?.attribute || sub?.name !== 'value') return undefined;
  return inGroup(String(filter.value), { tenant, dialect });
}

function lookupToSql(tenant: TenantId, type: ResourceType, filter: BoundFilter): Fragment | undefined {
  const lookup = findLookup(filter, type);
  if (lookup === undefined) return undefined;
  if (lookup.kind === 'id') return { sql: 'r.id = ?', bindings: [lookup.id] };
  const { sql, bindings } = lookedUp(tenant, type, lookup);
  return { sql: `r.id in (${sql})`, bindings };
}

/**
 * Selects the ids that an index returns for one lookup.
 *
 * @example
 * lookedUp(tenant, groupType, { kind: 'member', member: 'u1' }).bindings; // [tenant, 'u1']
 */
export function lookedUp(
  tenant: TenantId,
  type: ResourceType,
  lookup: Exclude<Lookup, { kind: 'id' }>,
): Fragment {
  switch (lookup.kind) {
    case 'member':
      return {
        sql: `select m.group_id as id from members m where m.tenant_id = ? and m.member_id = ?
          and ${groupIsThere('m.tenant_id', 'm.group_id')}`,
        bindings: [tenant, lookup.member],
      };
    case 'key':
      return {
        sql: `select e.id as id from index_entries e
          where e.tenant_id = ? and e.type = ? and e.path = ? and e.key = ?`,
        bindings: [tenant, type.name, lookup.path, lookup.key],
      };
    default:
      return lookup satisfies never;
  }
}
