import { findLookup, findsOneAtMost } from '@scimwright/core';
import type { FindQuery, Page, Stored, TenantId } from '@scimwright/store';
import type { Fragment } from './fragment.ts';
import { idsOf } from './ids-of.ts';
import type { Reader } from './open-reader.ts';
import { findSearched } from './search/find-searched.ts';
import { pageOf, STORED, type PageRow } from './stored-columns.ts';

/**
 * Finds a page of resources. Each query is one statement, so that the total and the items are of the same moment.
 *
 * @example
 * await findResources(reader, tenant, { type: userType, filter: undefined, startIndex: 1, count: 100 });
 */
export async function findResources(
  reader: Pick<Reader, 'run' | 'among' | 'documents' | 'joinEach'>,
  tenant: TenantId,
  query: FindQuery,
): Promise<Page> {
  if (isSearch(query)) return findSearched(reader, tenant, query);
  const { type, filter, startIndex, count } = query;
  const lookup = filter && findLookup(filter, type);
  const ids = idsOf(reader, tenant, query, lookup);
  // Entra's matching asks like this all day: no count and no page are needed for it.
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

/**
 * Whether no index answers a query, so that it is a search: every resource of the type is asked.
 *
 * @example
 * isSearch({ type: userType, filter: undefined, sort: undefined }); // false
 */
export function isSearch({ type, filter, sort }: Pick<FindQuery, 'type' | 'filter' | 'sort'>): boolean {
  if (sort !== undefined) return true;
  const isLookup = filter === undefined || findLookup(filter, type) !== undefined;
  return type.searchedBy === 'everything' && !isLookup;
}

async function countAll({ run }: Pick<Reader, 'run'>, { sql, bindings }: Fragment): Promise<Page> {
  return pageOf(await run<PageRow>(`select count(*) as total from (${sql}) found`, bindings));
}

/** The ids of the page come from a narrow index, however deep in the list; then only their wide rows are read. */
async function readPage(
  { run, among }: Pick<Reader, 'run' | 'among'>,
  tenant: TenantId,
  { sql, bindings }: Fragment,
  page: { readonly offset: number; readonly count: number },
): Promise<Page> {
  const ids = `select id from (${sql}) found order by id limit ? offset ?`;
  const rows = await run<PageRow>(
    `select t.total, ${STORED} from (select count(*) as total from (${sql}) found) t
     left join resources r on r.tenant_id = ? and r.id ${among(ids)} order by r.id`,
    [...bindings, tenant, ...bindings, page.count, page.offset],
  );
  return pageOf(rows);
}
