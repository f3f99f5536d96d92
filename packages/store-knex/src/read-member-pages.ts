import type { StoredMember, TenantId } from '@scimwright/store';
import { thisGroupIsThere } from './removal/is-there.ts';
import type { RunSql } from './run-sql.ts';

/** How many members a page has: as many as the event loop and one answer of the driver handle without a stall. */
const PAGE = 500;

/** The members of a group in order of id, from behind `after` on, in pages that are read when you ask for them. */
export async function* readMemberPages(
  run: RunSql,
  tenant: TenantId,
  group: string,
  // No id is empty, so every id is behind this one.
  after = '',
): AsyncGenerator<readonly StoredMember[]> {
  const isThere = thisGroupIsThere(tenant, group);
  let last = after;
  for (;;) {
    const rows = await run<{ readonly value: string; readonly type: string | null }>(
      `select m.member_id as value, r.type as type from members m
       left join resources r on r.tenant_id = m.tenant_id and r.id = m.member_id
       where m.tenant_id = ? and m.group_id = ? and m.member_id > ? and ${isThere.sql}
       order by m.member_id limit ${PAGE}`,
      [tenant, group, last, ...isThere.bindings],
    );
    if (rows.length > 0) yield rows.map(({ value, type }) => ({ value, type: type ?? undefined }));
    if (rows.length < PAGE) return;
    last = rows.at(-1)?.value ?? last;
  }
}
