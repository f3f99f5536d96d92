import { findLookup, findsAtMostOne } from '@scimwright/core/resource';
import type { FindQuery, Page, Stored, TenantId } from '@scimwright/store';
import { fragment, type Fragment } from './fragment.ts';
import { idsOf } from './ids-of.ts';
import type { Reader } from './open-reader.ts';
import { findSearched } from './search/find-searched.ts';
import { orderOf } from './search/order-of.ts';
import { sizedPage, storedWithin } from './sized-page.ts';
import { pageOf, STORED, WITHOUT_TEXT, type PageRow } from './stored-columns.ts';

/** Finds a page of resources. One statement reads the total and the items, so that both are of the same moment. */
export async function findResources(reader: Reader, tenant: TenantId, query: FindQuery): Promise<Page> {
  if (isSearch(query)) return findSearched(reader, tenant, query);
  const { type, filter, startIndex, count, bytes } = query;
  const lookup = filter && findLookup(filter, type);
  const ids = idsOf(reader.dialect, tenant, query, lookup);
  // Entra's matching and reference checks: at most one resource, so no count and no page.
  if (filter !== undefined && findsAtMostOne(filter, type)) {
    const items = await reader.run<Stored>(
      `select ${STORED} from resources r where r.tenant_id = ? and r.id ${reader.dialect.inSubquery(ids.sql)} order by r.id`,
      [tenant, ...ids.bindings],
    );
    return pageOfAll(items, query);
  }
  return count === 0
    ? countAll(reader, ids)
    : readPage(reader, tenant, ids, { offset: startIndex - 1, count, bytes });
}

/**
 * Whether a query is a search: no index answers it, so every resource of the type is read.
 *
 * @example
 * isSearch({ type: userType, filter: undefined, sort: undefined }); // false
 */
export function isSearch({ type, filter, sort }: Pick<FindQuery, 'type' | 'filter' | 'sort'>): boolean {
  if (sort !== undefined) return true;
  const isLookup = filter === undefined || findLookup(filter, type) !== undefined;
  return type.searchedBy === 'everything' && !isLookup;
}

/**
 * The unique key that a filter asks for, as Entra does when it looks for a user to match.
 *
 * @returns undefined for any other filter
 */
export function uniqueKeyOf({ type, filter }: Pick<FindQuery, 'type' | 'filter'>) {
  if (filter === undefined || !findsAtMostOne(filter, type)) return undefined;
  const lookup = findLookup(filter, type);
  return lookup?.kind === 'key' ? lookup : undefined;
}

/** The page of a query that has found all its resources. */
export function pageOfAll(
  all: readonly Stored[],
  { startIndex, count, bytes }: Pick<FindQuery, 'startIndex' | 'count' | 'bytes'>,
): Page {
  const page = all.slice(startIndex - 1, startIndex - 1 + count);
  const isRead = bytes === undefined || bytes > 0;
  return { total: all.length, items: isRead ? page : [], rest: isRead ? [] : page.map(({ id }) => id) };
}

async function countAll({ run }: Reader, { sql, bindings }: Fragment): Promise<Page> {
  return pageOf(await run<PageRow>(`select count(*) as total from (${sql}) found`, bindings));
}

/** More bytes than any body has, and still an integer to PostgreSQL. */
const ANY_SIZE = 2_147_483_647;

interface Bounds {
  readonly offset: number;
  readonly count: number;
  readonly bytes: number | undefined;
}

/** From how many resources before it on a page may be looked for from the end, which takes a longer statement. */
const DEEP = 1_000;

/** How many resources match. */
const countedIn = (found: Fragment): Fragment =>
  fragment`counted as materialized (select count(*) as total from (${found}) found)`;

/**
 * Selects the ids of a page, beside `counted`. A narrow index is read from the end that is nearer, so that the last page costs what the
 * first one does.
 */
function idsAt(found: Fragment, { offset, count }: Bounds): Fragment {
  const fromFront = fragment`select id from (${found}) found order by id`;
  if (offset < DEEP) return fragment`${fromFront} limit ${value(count)} offset ${value(offset)}`;
  const end = offset + count;
  const isNear = fragment`total >= ${value(2 * offset)}`;
  return fragment`select id from (
       ${fromFront} limit (select case when ${isNear} then ${value(count)} else 0 end from counted) offset ${value(offset)}
     ) front
     union all select id from (
       ${fromFront} desc
       limit (select case when ${isNear} or total <= ${value(offset)} then 0
           when total < ${value(end)} then total - ${value(offset)} else ${value(count)} end from counted)
       offset (select case when total > ${value(end)} then total - ${value(end)} else 0 end from counted)
     ) back`;
}

/**
 * A narrow index finds the ids of the page; then only the rows of the page are read. The length of a body is known without reading it.
 * When every body fits into its share of the bytes, one statement reads the page; otherwise a second one reads as far as the bytes go.
 */
async function readPage(reader: Reader, tenant: TenantId, found: Fragment, bounds: Bounds): Promise<Page> {
  const { count, bytes } = bounds;
  const share = bytes === undefined ? ANY_SIZE : Math.floor(bytes / count);
  const ids = idsAt(found, bounds);
  const own = { sql: reader.dialect.inSubquery(ids.sql), bindings: ids.bindings };
  const { sql, bindings } = fragment`with ${countedIn(found)}
     select t.total, ${{ sql: WITHOUT_TEXT, bindings: [] }},
       case when octet_length(r.body) <= ${value(share)} then r.body end as body
     from counted t left join resources r on r.tenant_id = ${value(tenant)} and r.id ${own} order by r.id`;
  const rows = await reader.run<PageRow>(sql, bindings);
  const isWhole = rows.every((row) => typeof row.id !== 'string' || row.body !== null);
  return isWhole ? pageOf(rows) : readSizedPage(reader, tenant, found, bounds);
}

async function readSizedPage(
  reader: Reader,
  tenant: TenantId,
  found: Fragment,
  bounds: Bounds,
): Promise<Page> {
  const { sql, bindings } = fragment`with ${countedIn(found)},
     ${sizedPage(reader.dialect, tenant, idsAt(found, bounds), (table) => orderOf(table, undefined))}
     select t.total, ${storedWithin(bounds.bytes)}
     from counted t left join sized s on 1 = 1
     left join resources r on r.tenant_id = ${value(tenant)}
       and r.id ${{ sql: reader.dialect.inSubquery('select id from page'), bindings: [] }} and r.id = s.id
     order by s.id`;
  return pageOf(await reader.run<PageRow>(sql, bindings));
}

const value = (bound: string | number): Fragment => ({ sql: '?', bindings: [bound] });
