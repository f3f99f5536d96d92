import type { TenantId } from '@scimwright/store';
import type { Dialect } from '../dialect/dialect.ts';
import { fragment, type Fragment } from '../fragment.ts';
import { groupIsThere, thisGroupIsThere } from '../removal/is-there.ts';

/** Of which tenant the groups are, and how its engine joins. */
interface Groups {
  readonly tenant: TenantId;
  readonly dialect: Dialect;
}

/**
 * Whether `r` is in a group that fulfils a condition on `g.id`, directly or through other groups. The index of members returns the ids of
 * groups with members one by one, then the members of those that fulfil the condition. The database does so once for a statement, however
 * many resources there are.
 */
export function inGroups(condition: Fragment, { tenant, dialect }: Groups): Fragment {
  const own = { sql: '?', bindings: [tenant] };
  const first = fragment`select min(m.group_id) from members m where m.tenant_id = ${own}`;
  const next = fragment`select min(m.group_id) from members m where m.tenant_id = ${own} and m.group_id > a.id`;
  const isThere = { sql: groupIsThere('?', 'a.id'), bindings: [tenant] };
  return downFrom(
    fragment`select m.member_id from (
        with recursive a (id) as (${first} union all select (${next}) from a where a.id is not null)
        select a.id as id from a where a.id is not null and ${isThere}
      ) g ${joined('g', { tenant, dialect })} where ${condition}`,
    { tenant, dialect },
  );
}

/** Whether `r` is in one group, directly or through other groups. */
export function inGroup(id: string, { tenant, dialect }: Groups): Fragment {
  const members = { sql: 'm.tenant_id = ? and m.group_id = ?', bindings: [tenant, id] };
  return downFrom(
    fragment`select m.member_id from members m where ${members} and ${thisGroupIsThere(tenant, id)}`,
    { tenant, dialect },
  );
}

/** `union` ends circles. `is true` keeps PostgreSQL from turning it into a join that begins at every resource. */
function downFrom(members: Fragment, groups: Groups): Fragment {
  return fragment`(r.id in (
      with recursive down (id) as (
        ${members}
        union select m.member_id from down ${joined('down', groups)})
      select down.id from down) is true)`;
}

function joined(table: string, { tenant, dialect }: Groups): Fragment {
  return {
    sql: dialect.joinEach('members', 'm', `m.tenant_id = ? and m.group_id = ${table}.id`),
    bindings: [tenant],
  };
}
