import { findLookup, type BoundFilter, type ResourceType } from '@scimwright/core';
import type { FindQuery, Page, Stored, TenantId } from '@scimwright/store';
import { filterToSql, type Condition } from './filter-to-sql.ts';
import type { RunSql } from './session.ts';

/** The columns of a resource as it is stored, from the table `r`. */
export const STORED = ['type', 'id', 'version', 'created', 'modified', 'body']
  .map((column) => `r.${column} as ${column}`)
  .join(', ');

/**
 * Finds a page of resources. Each query is one statement, so that the total and the items are of the same moment.
 *
 * @example
 * await findResources(run, tenant, { type: userType, filter: undefined, startIndex: 1, count: 100 });
 */
export async function findResources(run: RunSql, tenant: TenantId, query: FindQuery): Promise<Page> {
  const { type, filter, startIndex, count } = query;
  const own: Condition = { sql: 'r.tenant_id = ? and r.type = ?', bindings: [tenant, type.name] };
  const condition = filter === undefined ? own : both(own, filterToSql(tenant, type, filter));
  if (filter !== undefined && findsOneAtMost(filter, type)) {
    const items = await run<Stored>(
      `select ${STORED} from resources r where ${condition.sql} order by r.id`,
      condition.bindings,
    );
    return { total: items.length, items: items.slice(startIndex - 1, startIndex - 1 + count) };
  }
  return count === 0 ? countAll(run, condition) : readPage(run, tenant, condition, startIndex - 1, count);
}

function both(left: Condition, right: Condition): Condition {
  return { sql: `${left.sql} and ${right.sql}`, bindings: [...left.bindings, ...right.bindings] };
}

/** Entra's matching asks like this all day: no count and no page are needed for it. */
function findsOneAtMost(filter: BoundFilter, type: ResourceType): boolean {
  const lookup = findLookup(filter, type);
  if (lookup?.kind === 'id') return true;
  return lookup?.kind === 'key' && type.indexes.some(({ path, unique }) => unique && path === lookup.path);
}

async function countAll(run: RunSql, { sql, bindings }: Condition): Promise<Page> {
  const [row] = await run<{ readonly total: number }>(
    `select count(*) as total from resources r where ${sql}`,
    bindings,
  );
  return { total: Number(row?.total ?? 0), items: [] };
}

/** The ids of the page come from the narrow index, however deep in the list; then only their wide rows are read. */
async function readPage(
  run: RunSql,
  tenant: TenantId,
  { sql, bindings }: Condition,
  offset: number,
  count: number,
): Promise<Page> {
  type Row = { readonly total: number } & (Stored | { readonly id: null });
  const rows = await run<Row>(
    `with page as (select r.id from resources r where ${sql} order by r.id limit ? offset ?)
     select t.total, ${STORED}
     from (select count(*) as total from resources r where ${sql}) t
     left join page on 1 = 1
     left join resources r on r.tenant_id = ? and r.id = page.id
     order by r.id`,
    [...bindings, count, offset, ...bindings, tenant],
  );
  // A page behind the last resource has one row: the total alone.
  const items = rows.flatMap((row): Stored[] => {
    if (row.id === null) return [];
    const { type, id, version, created, modified, body } = row;
    return [{ type, id, version, created, modified, body }];
  });
  return { total: Number(rows[0]?.total ?? 0), items };
}
