import { findLookup, findsOneAtMost, type BoundFilter, type ResourceType } from '@scimwright/core';
import type { FindQuery, Page, Stored, TenantId } from '@scimwright/store';
import { fragment, type Fragment } from './fragment.ts';
import { idsOf } from './ids-of.ts';
import type { Reader } from './open-reader.ts';
import { findSearched } from './search/find-searched.ts';
import { orderOf } from './search/order-of.ts';
import { sizedPage, storedWithin } from './sized-page.ts';
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
  const { type, filter, startIndex, count, bytes } = query;
  const lookup = filter && findLookup(filter, type);
  const ids = idsOf(reader, tenant, query, lookup);
  // Entra's matching and its reference checks ask like this all day: no count and no page are needed for it.
  if (filter !== undefined && isNarrow(filter, type)) {
    const items = await reader.run<Stored>(
      `select ${STORED} from resources r where r.tenant_id = ? and r.id ${reader.among(ids.sql)} order by r.id`,
      [tenant, ...ids.bindings],
    );
    const page = items.slice(startIndex - 1, startIndex - 1 + count);
    const isRead = bytes === undefined || bytes > 0;
    return {
      total: items.length,
      items: isRead ? page : [],
      rest: isRead ? [] : page.map(({ id }) => id),
    };
  }
  return count === 0
    ? countAll(reader, ids)
    : readPage(reader, tenant, ids, { offset: startIndex - 1, count, bytes });
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

/** Whether an index leads to one resource at most, of which alone the rest of the filter is asked. */
function isNarrow(filter: BoundFilter, type: ResourceType): boolean {
  if (filter.kind === 'and') return isNarrow(filter.left, type) || isNarrow(filter.right, type);
  const lookup = findLookup(filter, type);
  return lookup !== undefined && findsOneAtMost(lookup, type);
}

async function countAll({ run }: Pick<Reader, 'run'>, { sql, bindings }: Fragment): Promise<Page> {
  return pageOf(await run<PageRow>(`select count(*) as total from (${sql}) found`, bindings));
}

/**
 * The ids of the page come from a narrow index, however deep in the list; then only their wide rows are read, and of
 * these the texts as far as there are bytes for them.
 */
async function readPage(
  reader: Pick<Reader, 'run' | 'among' | 'joinEach'>,
  tenant: TenantId,
  found: Fragment,
  page: { readonly offset: number; readonly count: number; readonly bytes: number | undefined },
): Promise<Page> {
  const ids = fragment`select id from (${found}) found order by id limit ${value(page.count)} offset ${value(page.offset)}`;
  const { sql, bindings } = fragment`with
     ${sizedPage(reader, tenant, ids, (table) => orderOf(table, undefined))}
     select t.total, ${storedWithin(page.bytes)}
     from (select count(*) as total from (${found}) found) t left join sized s on 1 = 1
     left join resources r on r.tenant_id = ${value(tenant)}
       and r.id ${{ sql: reader.among('select id from page'), bindings: [] }} and r.id = s.id
     order by s.id`;
  return pageOf(await reader.run<PageRow>(sql, bindings));
}

const value = (bound: string | number): Fragment => ({ sql: '?', bindings: [bound] });
