import { findLookup, type Lookup, type ResourceType } from '@scimwright/core';
import type { FindQuery, Page, Stored, TenantId } from '@scimwright/store';
import { filterToSql, lookedUp, type Condition } from './filter-to-sql.ts';
import type { Reader } from './open-reader.ts';

/** The columns of a resource as it is stored, from the table `r`. */
export const STORED = ['type', 'id', 'version', 'created', 'modified', 'body']
  .map((column) => `r.${column} as ${column}`)
  .join(', ');

/**
 * Finds a page of resources. Each query is one statement, so that the total and the items are of the same moment.
 *
 * @example
 * await findResources(reader, tenant, { type: userType, filter: undefined, startIndex: 1, count: 100 });
 */
export async function findResources(
  reader: Pick<Reader, 'run' | 'among'>,
  tenant: TenantId,
  query: FindQuery,
): Promise<Page> {
  const { type, filter, startIndex, count } = query;
  const lookup = filter && findLookup(filter, type);
  const ids = idsOf(tenant, query, lookup);
  if (lookup !== undefined && findsOneAtMost(lookup, type)) {
    const items = await reader.run<Stored>(
      `select ${STORED} from resources r where r.tenant_id = ? and r.id ${reader.among(ids.sql)} order by r.id`,
      [tenant, ...ids.bindings],
    );
    return { total: items.length, items: items.slice(startIndex - 1, startIndex - 1 + count) };
  }
  return count === 0
    ? countAll(reader, ids)
    : readPage(reader, tenant, ids, { offset: startIndex - 1, count });
}

/** Selects the ids of what is found; through the index that answers a lookup alone, without a look at resources. */
function idsOf(tenant: TenantId, { type, filter }: FindQuery, lookup: Lookup | undefined): Condition {
  if (lookup !== undefined && lookup.kind !== 'id') return lookedUp(tenant, type, lookup);
  const own = 'select r.id as id from resources r where r.tenant_id = ? and r.type = ?';
  if (filter === undefined) return { sql: own, bindings: [tenant, type.name] };
  const { sql, bindings } = filterToSql(tenant, type, filter);
  return { sql: `${own} and ${sql}`, bindings: [tenant, type.name, ...bindings] };
}

/** Entra's matching asks like this all day: no count and no page are needed for it. */
function findsOneAtMost(lookup: Lookup, type: ResourceType): boolean {
  if (lookup.kind === 'id') return true;
  return lookup.kind === 'key' && type.indexes.some(({ path, unique }) => unique && path === lookup.path);
}

async function countAll({ run }: Pick<Reader, 'run'>, { sql, bindings }: Condition): Promise<Page> {
  const [row] = await run<{ readonly total: number | string }>(
    `select count(*) as total from (${sql}) found`,
    bindings,
  );
  return { total: Number(row?.total ?? 0), items: [] };
}

/** The ids of the page come from a narrow index, however deep in the list; then only their wide rows are read. */
async function readPage(
  { run, among }: Pick<Reader, 'run' | 'among'>,
  tenant: TenantId,
  { sql, bindings }: Condition,
  page: { readonly offset: number; readonly count: number },
): Promise<Page> {
  type Row = { readonly total: number | string } & (Stored | { readonly id: null });
  const ids = `select id from (${sql}) found order by id limit ? offset ?`;
  const rows = await run<Row>(
    `select t.total, ${STORED} from (select count(*) as total from (${sql}) found) t
     left join resources r on r.tenant_id = ? and r.id ${among(ids)} order by r.id`,
    [...bindings, tenant, ...bindings, page.count, page.offset],
  );
  // A page behind the last resource has one row: the total alone.
  const items = rows.flatMap((row): Stored[] => {
    if (row.id === null) return [];
    const { type, id, version, created, modified, body } = row;
    return [{ type, id, version, created, modified, body }];
  });
  return { total: Number(rows[0]?.total ?? 0), items };
}
