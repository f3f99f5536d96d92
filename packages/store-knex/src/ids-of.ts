import type { Lookup } from '@scimwright/core/resource';
import type { FindQuery, TenantId } from '@scimwright/store';
import { filterToSql, lookedUp } from './filter-to-sql.ts';
import type { Fragment } from './fragment.ts';
import type { Dialect } from './dialect/dialect.ts';

/**
 * Selects the ids of the matching resources. For a lookup it reads the index only.
 *
 * @param lookup - the whole filter as a lookup, if it is one
 */
export function idsOf(
  dialect: Dialect,
  tenant: TenantId,
  { type, filter }: Pick<FindQuery, 'type' | 'filter'>,
  lookup: Lookup | undefined,
): Fragment {
  if (lookup !== undefined && lookup.kind !== 'id') return lookedUp(tenant, type, lookup);
  const own = 'select r.id as id from resources r where r.tenant_id = ? and r.type = ?';
  if (filter === undefined) return { sql: own, bindings: [tenant, type.name] };
  const { sql, bindings } = filterToSql(tenant, type, filter, dialect);
  return { sql: `${own} and ${sql}`, bindings: [tenant, type.name, ...bindings] };
}
