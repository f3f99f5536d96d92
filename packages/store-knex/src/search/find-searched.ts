import type { FindQuery, Page, TenantId } from '@scimwright/store';
import { UNPREPARED } from '../dialect/name-statements.ts';
import { filterToSql } from '../filter-to-sql.ts';
import { fragment, type Fragment } from '../fragment.ts';
import type { Reader } from '../open-reader.ts';
import { sizedPage, storedWithin } from '../sized-page.ts';
import { pageOf, type PageRow } from '../stored-columns.ts';
import { orderOf } from './order-of.ts';
import { sortValue } from './sort-value.ts';

/**
 * Finds a page by any filter in any order: the database evaluates every resource of the type once, and only the rows of the page are
 * read. One statement, so that the total and the items are of the same moment.
 */
export async function findSearched(
  { run, dialect }: Reader,
  tenant: TenantId,
  { type, filter, sort, startIndex, count, bytes }: FindQuery,
): Promise<Page> {
  const own = { sql: 'r.tenant_id = ? and r.type = ?', bindings: [tenant, type.name] };
  const where =
    filter === undefined ? own : fragment`${own} and ${filterToSql(tenant, type, filter, dialect)}`;
  if (count === 0) {
    const counted = fragment`select count(*) as total from resources r where ${where}`;
    return pageOf(await run<PageRow>(`${UNPREPARED}${counted.sql}`, counted.bindings));
  }
  const key = sort === undefined ? undefined : sortValue(sort, { tenant, type, dialect });
  const keyColumn = key === undefined ? NOTHING : fragment`, ${key} as sort_key`;
  const order = (table: string): Fragment => orderOf(table, sort);
  const page = fragment`select * from found f order by ${order('f')} limit ${value(count)} offset ${value(startIndex - 1)}`;
  const { sql, bindings } = fragment`with
     found as materialized (select r.id as id${keyColumn} from resources r where ${where}),
     ${sizedPage(dialect, tenant, page, order)}
     select t.total, ${storedWithin(bytes)}
     from (select count(*) as total from found) t left join sized s on 1 = 1
     left join resources r on r.tenant_id = ${value(tenant)}
       and r.id ${{ sql: dialect.inSubquery('select id from page'), bindings: [] }} and r.id = s.id
     order by ${order('s')}`;
  return pageOf(await run<PageRow>(`${UNPREPARED}${sql}`, bindings));
}

const NOTHING: Fragment = { sql: '', bindings: [] };

const value = (bound: string | number): Fragment => ({ sql: '?', bindings: [bound] });
