import { findLookup } from '@scimwright/core';
import type { Stored, TenantId, WalkPage, WalkQuery } from '@scimwright/store';
import { UNPREPARED } from './dialect/name-statements.ts';
import { findResources } from './find-resources.ts';
import { idsOf } from './ids-of.ts';
import type { Reader } from './open-reader.ts';
import { walkSorted } from './search/walk-sorted.ts';
import { STORED } from './stored-columns.ts';

/**
 * Walks on behind a position. In order of id an index leads to it, so that the page before it is not read again.
 *
 * @example
 * await walkResources(reader, tenant, { type: userType, filter: undefined, count: 100, isCounted: true });
 */
export async function walkResources(
  reader: Pick<Reader, 'run' | 'among' | 'documents' | 'joinEach'>,
  tenant: TenantId,
  query: WalkQuery,
): Promise<WalkPage> {
  const { type, filter, sort, after, count, isCounted } = query;
  if (sort !== undefined) return walkSorted(reader, tenant, { ...query, sort });
  if (isCounted && after === undefined) {
    // The page that a list begins with, and one more to see whether it ends with it.
    const wanted = count === 0 ? 0 : count + 1;
    const { total, items } = await findResources(reader, tenant, {
      type,
      filter,
      startIndex: 1,
      count: wanted,
    });
    return { total, ...upTo(count, items), hasMore: total > count };
  }
  const lookup = filter && findLookup(filter, type);
  const { sql, bindings } = idsOf(reader, tenant, { type, filter }, lookup);
  // What clients make up is not kept prepared.
  const isMadeUp = type.searchedBy === 'everything' && filter !== undefined && lookup === undefined;
  const ids = `select id from (${sql}) found where id > ? order by id limit ?`;
  const rows = await reader.run<Stored>(
    `${isMadeUp ? UNPREPARED : ''}select ${STORED} from resources r
     where r.tenant_id = ? and r.id ${reader.among(ids)} order by r.id`,
    [tenant, ...bindings, after?.id ?? '', count + 1],
  );
  const total = isCounted
    ? (await findResources(reader, tenant, { type, filter, startIndex: 1, count: 0 })).total
    : undefined;
  return { total, ...upTo(count, rows), hasMore: rows.length > count };
}

function upTo(count: number, found: readonly Stored[]): Pick<WalkPage, 'items' | 'last'> {
  const items = found.slice(0, count);
  const id = items.at(-1)?.id;
  return { items, last: id === undefined ? undefined : { id } };
}
