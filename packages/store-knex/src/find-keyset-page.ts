import { findLookup } from '@scimwright/core/resource';
import type { Stored, TenantId, KeysetPage, KeysetQuery } from '@scimwright/store';
import { UNPREPARED } from './dialect/name-statements.ts';
import { findResources } from './find-resources.ts';
import { fragment, type Fragment } from './fragment.ts';
import { idsOf } from './ids-of.ts';
import type { Reader } from './open-reader.ts';
import { orderOf } from './search/order-of.ts';
import { findSortedKeysetPage } from './search/find-sorted-keyset-page.ts';
import { sizedPage, storedWithin } from './sized-page.ts';
import { readOf, type WithinRow } from './stored-columns.ts';

/**
 * Finds a keyset page. In order of id an index leads to its first resource, so that no earlier page is read again.
 */
export async function findKeysetPage(
  reader: Reader,
  tenant: TenantId,
  query: KeysetQuery,
): Promise<KeysetPage> {
  const { type, filter, sort, after, count, bytes, isCounted } = query;
  if (sort !== undefined) return findSortedKeysetPage(reader, tenant, { ...query, sort });
  if (isCounted && after === undefined) {
    // The first page is that of a list, with one more resource to see whether it is the last page.
    const wanted = count === 0 ? 0 : count + 1;
    const { total, items } = await findResources(reader, tenant, {
      type,
      filter,
      startIndex: 1,
      count: wanted,
      bytes,
    });
    const page = upTo(count, items);
    return { total, ...page, hasMore: total > page.items.length };
  }
  const lookup = filter && findLookup(filter, type);
  const found = idsOf(reader.dialect, tenant, { type, filter }, lookup);
  // A filter that a client makes up is not kept prepared.
  const isMadeUp = type.searchedBy === 'everything' && filter !== undefined && lookup === undefined;
  const ids = fragment`select id from (${found}) found where id > ${value(after?.id ?? '')} order by id limit ${value(count + 1)}`;
  const { sql, bindings } = fragment`with
     ${sizedPage(reader.dialect, tenant, ids, (table) => orderOf(table, undefined))}
     select ${storedWithin(bytes)}
     from sized s ${{ sql: reader.dialect.joinEach('resources', 'r', 'r.tenant_id = ? and r.id = s.id'), bindings: [tenant] }}
     order by s.id`;
  const rows = await reader.run<WithinRow>(`${isMadeUp ? UNPREPARED : ''}${sql}`, bindings);
  const total = isCounted
    ? (await findResources(reader, tenant, { type, filter, startIndex: 1, count: 0 })).total
    : undefined;
  const page = upTo(count, readOf(rows).items);
  return { total, ...page, hasMore: rows.length > page.items.length };
}

const value = (bound: string | number): Fragment => ({ sql: '?', bindings: [bound] });

function upTo(count: number, found: readonly Stored[]): Pick<KeysetPage, 'items' | 'last'> {
  const items = found.slice(0, count);
  const id = items.at(-1)?.id;
  return { items, last: id === undefined ? undefined : { id } };
}
