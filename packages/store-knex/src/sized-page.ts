import type { TenantId } from '@scimwright/store';
import { fragment, type Fragment } from './fragment.ts';
import type { Dialect } from './dialect/dialect.ts';
import { WITHOUT_TEXT } from './stored-columns.ts';

/** More bytes than any page has. */
const ALL = Number.MAX_SAFE_INTEGER;

/**
 * The tables of a `with` for a statement that reads the bodies of a page up to a number of bytes: `page` has the ids, `sized` also the
 * bytes of all bodies before each. The length of a body is known without reading it.
 *
 * @param page - selects the ids of the page as `id`, and the columns that order it
 * @param order - orders the rows of a table with the columns of `page`
 */
export function sizedPage(
  { joinEach }: Dialect,
  tenant: TenantId,
  page: Fragment,
  order: (table: string) => Fragment,
): Fragment {
  return fragment`page as materialized (${page}),
     sized as materialized (
       select p.*, coalesce(sum(octet_length(r.body)) over (
           order by ${order('p')} rows between unbounded preceding and 1 preceding
         ), 0) as bytes_before
       from page p ${{ sql: joinEach('resources', 'r', 'r.tenant_id = ? and r.id = p.id'), bindings: [tenant] }}
     )`;
}

/**
 * The columns of a stored resource, from `resources r` beside `sized s`; its body only while the bodies before it have fewer than `bytes`
 * bytes.
 *
 * @example
 * storedWithin(262_144).bindings; // [262144]
 */
export function storedWithin(bytes: number | undefined): Fragment {
  return {
    sql: `${WITHOUT_TEXT},
       case when s.bytes_before < ? then r.body end as body`,
    bindings: [bytes ?? ALL],
  };
}
