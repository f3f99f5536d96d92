import type { Sort } from '@scimwright/core/resource';
import type { PageKey, TenantId, KeysetPage, KeysetQuery } from '@scimwright/store';
import { MAX_SORT_KEY_LENGTH } from '@scimwright/store/engine';
import { UNPREPARED } from '../dialect/name-statements.ts';
import { filterToSql } from '../filter-to-sql.ts';
import { fragment, type Fragment } from '../fragment.ts';
import type { Reader } from '../open-reader.ts';
import { sizedPage, storedWithin } from '../sized-page.ts';
import { pageOf, type PageRow } from '../stored-columns.ts';
import { orderOf } from './order-of.ts';
import { sortValue } from './sort-value.ts';
import type { Value } from './source-of.ts';

/** A row of a page with its sort key, as the driver returns it. */
type KeysetRow = PageRow & { readonly sort_key: string | number | boolean | null };

/**
 * Finds a keyset page in an order that no index has: the database evaluates the sort key of every resource of the type, and only the rows
 * of the page are read, however deep it is.
 */
export async function findSortedKeysetPage(
  { run, dialect }: Reader,
  tenant: TenantId,
  { type, filter, sort, after, count, bytes, isCounted }: KeysetQuery & { readonly sort: Sort },
): Promise<KeysetPage> {
  const own = { sql: 'r.tenant_id = ? and r.type = ?', bindings: [tenant, type.name] };
  const where =
    filter === undefined ? own : fragment`${own} and ${filterToSql(tenant, type, filter, dialect)}`;
  const sorted = sortValue(sort, { tenant, type, dialect });
  const order = (table: string): Fragment => orderOf(table, sort);
  const page = fragment`select * from found f where ${behind(sort, sorted, after)} order by ${order('f')} limit ${bound(count + 1)}`;
  const { sql, bindings } = fragment`with
     found as materialized (select r.id as id, ${shortened(sorted)} as sort_key from resources r where ${where}),
     ${sizedPage(dialect, tenant, page, order)}
     select t.total, s.sort_key, ${storedWithin(bytes)}
     from (select ${text(isCounted ? 'count(*)' : '0')} as total ${text(isCounted ? 'from found' : '')}) t
     left join sized s on 1 = 1
     left join resources r on r.tenant_id = ${bound(tenant)} and r.id ${text(dialect.inSubquery('select id from page'))} and r.id = s.id
     order by ${order('s')}`;
  const rows = await run<KeysetRow>(`${UNPREPARED}${sql}`, bindings);
  const found = pageOf(rows);
  const items = found.items.slice(0, count);
  const [id, key] = [items.at(-1)?.id, rows[items.length - 1]?.sort_key];
  return {
    total: isCounted ? found.total : undefined,
    items,
    last: id === undefined ? undefined : { id, key: key ?? undefined },
    hasMore: found.items.length + found.rest.length > items.length,
  };
}

const text = (sql: string): Fragment => ({ sql, bindings: [] });
const bound = (value: string | number): Fragment => ({ sql: '?', bindings: [value] });

function shortened(value: Value): Fragment {
  return value.isText ? fragment`substr(${value}, 1, ${text(String(MAX_SORT_KEY_LENGTH))})` : value;
}

/** The condition for the rows behind a page key: a later sort key, or a later id with the same sort key. */
function behind(sort: Sort, { operand }: Value, after: PageKey | undefined): Fragment {
  if (after === undefined) return text('1 = 1');
  const { id, key } = after;
  const isAscending = sort.order === 'ascending';
  if (key === undefined) {
    const equal = fragment`f.sort_key is null and f.id > ${bound(id)}`;
    return isAscending ? equal : fragment`(f.sort_key is not null or (${equal}))`;
  }
  const own = operand(key);
  const equal = fragment`f.sort_key = ${own} and f.id > ${bound(id)}`;
  return isAscending
    ? fragment`(f.sort_key > ${own} or (${equal}) or f.sort_key is null)`
    : fragment`(f.sort_key < ${own} or (${equal}))`;
}
