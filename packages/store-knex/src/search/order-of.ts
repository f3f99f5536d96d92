import type { Sort } from '@scimwright/core/resource';
import type { Fragment } from '../fragment.ts';

/**
 * Orders rows by `sort_key`, if sorted, and by `id`. RFC 7644 §3.4.2.3: a resource without a value is last in ascending order, first in
 * descending.
 *
 * @example
 * orderOf('f', undefined).sql; // 'f.id'
 */
export function orderOf(table: string, sort: Sort | undefined): Fragment {
  const id = `${table}.id`;
  if (sort === undefined) return { sql: id, bindings: [] };
  const direction = sort.order === 'ascending' ? 'asc' : 'desc';
  const key = `${table}.sort_key`;
  return { sql: `(${key} is null) ${direction}, ${key} ${direction}, ${id}`, bindings: [] };
}
