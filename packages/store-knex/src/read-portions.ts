import type { Stored, TenantId } from '@scimwright/store';
import type { Dialect } from './dialect/dialect.ts';
import { fragment, type Fragment } from './fragment.ts';
import type { Reader } from './open-reader.ts';
import { sizedPage, storedWithin } from './sized-page.ts';

/**
 * The resources with these ids, in this order, in portions of `bytes` that are read when you ask for them. No connection is held between
 * two portions.
 *
 * @param bytes - at least 1
 */
export async function* readPortions(
  reader: Reader,
  tenant: TenantId,
  ids: readonly string[],
  bytes: number,
): AsyncGenerator<Stored[]> {
  let left = ids;
  while (left.length > 0) {
    const { sql, bindings } = portionOf(reader.dialect, tenant, left, bytes);
    const rows = [...(await reader.run<Stored>(sql, bindings))];
    const last = rows.at(-1)?.id;
    // The rest was removed meanwhile.
    if (last === undefined) return;
    yield rows;
    left = left.slice(left.indexOf(last) + 1);
  }
}

function portionOf(dialect: Dialect, tenant: TenantId, ids: readonly string[], bytes: number): Fragment {
  const { joinEach, valueRows } = dialect;
  const rows = valueRows(
    { place: 'integer', id: 'text' },
    ids.map((id, place) => [place, id]),
  );
  const order = (table: string): Fragment => ({ sql: `${table}.place`, bindings: [] });
  return fragment`with wanted as (${rows}),
     ${sizedPage(dialect, tenant, { sql: 'select place, id from wanted', bindings: [] }, order)}
     select ${storedWithin(bytes)}
     from sized s ${{ sql: joinEach('resources', 'r', 'r.tenant_id = ? and r.id = s.id'), bindings: [tenant] }}
     where s.bytes_before < ${value(bytes)} order by s.place`;
}

const value = (bound: string | number): Fragment => ({ sql: '?', bindings: [bound] });
