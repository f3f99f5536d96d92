import { findLookup, type BoundFilter, type Lookup, type ResourceType } from '@scimwright/core';
import { StoreFault, type TenantId } from '@scimwright/store';
import type { Binding } from './session.ts';

/** A part of a statement, with the values of its `?`. */
export interface Condition {
  readonly sql: string;
  readonly bindings: readonly Binding[];
}

/**
 * Compiles a filter to a condition on `r.id`, where `r` is a resource of the tenant and the type; it is true or false,
 * never null. What a comparison means is asked of `findLookup`, as the server does that refuses
 * all others, and the rest is logic: `id in (…)` over columns that are never null is never null either, so that `not`
 * needs no care.
 *
 * @throws StoreFault FILTER_WITHOUT_INDEX for a comparison that no index answers, which the server should have refused
 *
 * @example
 * filterToSql(tenant, userType, bindFilter(parseFilter('id eq "u1"', reading), userType, reading)).sql; // 'r.id = ?'
 */
export function filterToSql(tenant: TenantId, type: ResourceType, filter: BoundFilter): Condition {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const left = filterToSql(tenant, type, filter.left);
      const right = filterToSql(tenant, type, filter.right);
      return {
        sql: `(${left.sql} ${filter.kind} ${right.sql})`,
        bindings: [...left.bindings, ...right.bindings],
      };
    }
    case 'not': {
      const operand = filterToSql(tenant, type, filter.operand);
      return { sql: `(not ${operand.sql})`, bindings: operand.bindings };
    }
    case 'compare':
    case 'some':
    case 'present': {
      const lookup = findLookup(filter, type);
      if (lookup === undefined) throw new StoreFault('FILTER_WITHOUT_INDEX', undefined);
      return lookupToSql(tenant, type, lookup);
    }
    default:
      return filter satisfies never;
  }
}

function lookupToSql(tenant: TenantId, type: ResourceType, lookup: Lookup): Condition {
  if (lookup.kind === 'id') return { sql: 'r.id = ?', bindings: [lookup.id] };
  const { sql, bindings } = lookedUp(tenant, type, lookup);
  return { sql: `r.id in (${sql})`, bindings };
}

/**
 * Selects the ids that an index yields for one lookup.
 *
 * @example
 * lookedUp(tenant, groupType, { kind: 'member', member: 'u1' }).bindings; // [tenant, 'u1']
 */
export function lookedUp(
  tenant: TenantId,
  type: ResourceType,
  lookup: Exclude<Lookup, { kind: 'id' }>,
): Condition {
  switch (lookup.kind) {
    case 'member':
      return {
        sql: 'select m.group_id as id from members m where m.tenant_id = ? and m.member_id = ?',
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
