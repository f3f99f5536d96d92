import { compareText, isObject, type JsonObject } from '@scimwright/core';
import { orderKeys, toPredicate, type CompareKey } from '@scimwright/core/filter';
import { sortKey, type Sort } from '@scimwright/core/resource';
import {
  MAX_SORT_KEY_LENGTH,
  type FindQuery,
  type Page,
  type PageKey,
  type Stored,
  type KeysetPage,
  type KeysetQuery,
} from '../resource-store.ts';
import { groupsIn } from './groups-in.ts';
import type { TenantRecords } from './tenant-records.ts';
import { withinBytes } from './within-bytes.ts';

/**
 * Finds a page of resources by the predicate of the filter, over all of them.
 *
 * @example
 * findStored(records, { type: userType, filter: undefined, startIndex: 1, count: 10 }).total; // 0
 */
export function findStored(records: TenantRecords, { startIndex, count, bytes, ...query }: FindQuery): Page {
  const found = inOrder(matching(records, query), query.sort);
  const start = startIndex - 1;
  const page = found.slice(start, start + count).map(({ stored }) => stored);
  const items = withinBytes(page, bytes);
  return { total: found.length, items, rest: page.slice(items.length).map(({ id }) => id) };
}

/**
 * Finds a keyset page.
 *
 * @example
 * findStoredKeysetPage(records, { type: userType, filter: undefined, count: 10, isCounted: true }).total; // 0
 */
export function findStoredKeysetPage(
  records: TenantRecords,
  { after, count, bytes, isCounted, ...query }: KeysetQuery,
): KeysetPage {
  const { sort } = query;
  const found = matching(records, query).map(({ stored, key }) => ({ stored, key: shortened(key) }));
  const behind = found.filter(
    ({ stored: { id }, key }) => after === undefined || comparePageKeys(sort, { id, key }, after) > 0,
  );
  const page = inOrder(behind, sort).slice(0, count);
  const items = withinBytes(
    page.map(({ stored }) => stored),
    bytes,
  );
  const last = page[items.length - 1];
  return {
    total: isCounted ? found.length : undefined,
    items,
    last: last && { id: last.stored.id, key: last.key },
    hasMore: behind.length > items.length,
  };
}

interface Found {
  readonly stored: Stored;
  readonly key: CompareKey | undefined;
}

function matching(
  records: TenantRecords,
  { type, filter, sort }: Pick<FindQuery, 'type' | 'filter' | 'sort'>,
): readonly Found[] {
  const matches = filter && toPredicate(filter);
  const isAsked = matches !== undefined || sort !== undefined;
  return [...records.resources.values()]
    .filter((stored) => stored.type === type.name)
    .map((stored) => ({ stored, whole: isAsked ? wholeResource(records, stored, type) : {} }))
    .filter(({ whole }) => matches === undefined || matches(whole))
    .map(({ stored, whole }) => ({ stored, key: sort && sortKey(whole, sort.path) }));
}

function inOrder(found: readonly Found[], sort: Sort | undefined): readonly Found[] {
  return found.toSorted((left, right) =>
    comparePageKeys(sort, { ...left, id: left.stored.id }, { ...right, id: right.stored.id }),
  );
}

/** Both databases count characters, not UTF-16 units. */
function shortened(key: CompareKey | undefined): CompareKey | undefined {
  if (typeof key !== 'string' || key.length <= MAX_SORT_KEY_LENGTH) return key;
  return [...key].slice(0, MAX_SORT_KEY_LENGTH).join('');
}

/** A resource as filters see it: its attributes or its search document, with its `id`, `meta` and members. */
function wholeResource(
  records: TenantRecords,
  stored: Stored,
  { searchedBy, membership, memberOf }: FindQuery['type'],
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
    ...(memberOf !== undefined && {
      [memberOf.attribute.name]: groupsIn(records, id, memberOf.label).map(({ group, label, isDirect }) => ({
        value: group,
        ...(label !== undefined && { display: label }),
        type: isDirect ? 'direct' : 'indirect',
      })),
    }),
  };
}

/** RFC 7644 §3.4.2.3: a resource without a value is last in ascending order, first in descending; then the id decides. */
function comparePageKeys(sort: Sort | undefined, left: PageKey, right: PageKey): number {
  const byKey = compareKeys(left.key, right.key);
  return (sort?.order === 'descending' ? -byKey : byKey) || compareText(left.id, right.id);
}

function compareKeys(left: CompareKey | undefined, right: CompareKey | undefined): number {
  return left === undefined || right === undefined
    ? Number(left === undefined) - Number(right === undefined)
    : orderKeys(left, right);
}
