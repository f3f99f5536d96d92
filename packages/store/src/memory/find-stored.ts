import { compareText, isObject, orderKeys, sortKey, toPredicate, type JsonObject } from '@scimwright/core';
import type { FindQuery, Page, Stored } from '../resource-store.ts';
import type { TenantRecords } from './tenant-records.ts';

/**
 * Finds a page of resources: all are asked, by the predicate of the filter.
 *
 * @example
 * findStored(records, { type: userType, filter: undefined, startIndex: 1, count: 10 }).total; // 0
 */
export function findStored(
  records: TenantRecords,
  { type, filter, sort, startIndex, count }: FindQuery,
): Page {
  const matches = filter && toPredicate(filter);
  const isAsked = matches !== undefined || sort !== undefined;
  const found = [...records.resources.values()]
    .filter((stored) => stored.type === type.name)
    .map((stored) => ({ stored, whole: isAsked ? wholeResource(records, stored, type) : {} }))
    .filter(({ whole }) => matches === undefined || matches(whole))
    .toSorted((left, right) => bySort(sort, left, right) || compareText(left.stored.id, right.stored.id));
  const start = startIndex - 1;
  return { total: found.length, items: found.slice(start, start + count).map(({ stored }) => stored) };
}

/** A resource as filters see it: its attributes or its search document, with its `id`, `meta` and members. */
function wholeResource(
  records: TenantRecords,
  stored: Stored,
  { searchedBy, membership }: FindQuery['type'],
): JsonObject {
  const { type: resourceType, id, created, modified: lastModified } = stored;
  const text = searchedBy === 'everything' ? records.documents.get(id) : stored.body;
  const attributes: unknown = JSON.parse(text ?? '{}');
  return {
    ...(isObject(attributes) && attributes),
    id,
    meta: { resourceType, created, lastModified },
    ...(membership !== undefined && {
      [membership.name]: [...(records.members.get(id) ?? [])].map((value) => {
        const type = records.resources.get(value)?.type;
        return { value, ...(type !== undefined && { type }) };
      }),
    }),
  };
}

interface Found {
  readonly whole: JsonObject;
}

/** RFC 7644 §3.4.2.3: what has no value is last in ascending order, first in descending. */
function bySort(sort: FindQuery['sort'], { whole: left }: Found, { whole: right }: Found): number {
  if (sort === undefined) return 0;
  const [a, b] = [sortKey(left, sort.path), sortKey(right, sort.path)];
  const ascending =
    a === undefined || b === undefined ? Number(a === undefined) - Number(b === undefined) : orderKeys(a, b);
  return sort.order === 'ascending' ? ascending : -ascending;
}
