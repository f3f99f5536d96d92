import type { FindQuery, Page, TenantId } from '@scimwright/store';
import { UNPREPARED } from '../dialect/name-statements.ts';
import { filterToSql } from '../filter-to-sql.ts';
import { fragment, type Fragment } from '../fragment.ts';
import type { Reader } from '../open-reader.ts';
import { pageOf, STORED, type PageRow } from '../stored-columns.ts';
import { orderOf } from './order-of.ts';
import { sortValue } from './sort-value.ts';

/**
 * Finds a page by any filter, in any order: every resource of the type is asked once, inside the database, and the rows
 * of the page alone are read. One statement, so that the total and the items are of the same moment.
 *
 * @example
 * await findSearched(reader, tenant, { type: userType, filter: undefined, sort, startIndex: 1, count: 100 });
 */
export async function findSearched(
  reader: Pick<Reader, 'run' | 'among' | 'documents' | 'joinEach'>,
  tenant: TenantId,
  { type, filter, sort, startIndex, count }: FindQuery,
): Promise<Page> {
  const { run, among, documents, joinEach } = reader;
  const searching = { documents, joinEach };
  const own = { sql: 'r.tenant_id = ? and r.type = ?', bindings: [tenant, type.name] };
  const where =
    filter === undefined ? own : fragment`${own} and ${filterToSql(tenant, type, filter, searching)}`;
  if (count === 0) {
    const counted = fragment`select count(*) as total from resources r where ${where}`;
    return pageOf(await run<PageRow>(`${UNPREPARED}${counted.sql}`, counted.bindings));
  }
  const key = sort === undefined ? undefined : sortValue(sort, { tenant, type, ...searching });
  const keyColumn = key === undefined ? NOTHING : fragment`, ${key} as sort_key`;
  const page = among('select id from page');
  const { sql, bindings } = fragment`with
     found as materialized (select r.id as id${keyColumn} from resources r where ${where}),
     page as materialized (
       select * from found f order by ${orderOf('f', sort)} limit ${value(count)} offset ${value(startIndex - 1)}
     )
     select t.total, ${{ sql: STORED, bindings: [] }}
     from (select count(*) as total from found) t left join page p on 1 = 1
     left join resources r on r.tenant_id = ${value(tenant)} and r.id ${{ sql: page, bindings: [] }} and r.id = p.id
     order by ${orderOf('p', sort)}`;
  return pageOf(await run<PageRow>(`${UNPREPARED}${sql}`, bindings));
}

const NOTHING: Fragment = { sql: '', bindings: [] };

const value = (bound: string | number): Fragment => ({ sql: '?', bindings: [bound] });
