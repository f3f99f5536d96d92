import type { StoredMembership, TenantId } from '@scimwright/store';
import { nearestGroups } from '@scimwright/store/engine';
import type { Dialect } from './dialect/dialect.ts';
import { fragment, type Fragment } from './fragment.ts';
import type { Reader } from './open-reader.ts';
import { groupIsThere } from './removal/is-there.ts';

/** How many groups one statement visits, and how many rows it returns: names of groups and memberships. */
const MAX_MET = 5_000;
const MAX_ROWS = 50_000;

/** A group with its name, or a membership. */
type Row =
  | readonly [part: 0, member: null, group: string, label: string | null]
  | readonly [part: 1 | 2, member: string, group: string, label: null];

/**
 * Reads the groups of some resources. One statement follows the memberships of all of them upwards, visits each group once and returns
 * every membership on the way. Which resource is in which groups is worked out here.
 *
 * When they are in more groups than one statement may visit, each half of the resources is read by itself. For a single resource the
 * nearest groups have been visited by then.
 */
export async function readMemberships(
  reader: Reader,
  tenant: TenantId,
  members: readonly string[],
  label: string,
): Promise<ReadonlyMap<string, readonly StoredMembership[]>> {
  if (members.length === 0) return new Map();
  const { sql, bindings } = statementFor(reader.dialect, tenant, members, label);
  const [found] = await reader.run<{ readonly json: string }>(sql, bindings);
  // As `statementFor` selects them.
  const rows = JSON.parse(found?.json ?? '[]') as readonly Row[];
  const labels = new Map<string, string | undefined>();
  const groupsOf = new Map<string, string[]>();
  for (const [part, member, group, name] of rows) {
    const known = part === 0 ? undefined : groupsOf.get(member);
    if (part === 0) labels.set(group, name ?? undefined);
    else if (known === undefined) groupsOf.set(member, [group]);
    else known.push(group);
  }
  if (members.length > 1 && (labels.size >= MAX_MET || rows.length >= MAX_ROWS)) {
    const half = Math.ceil(members.length / 2);
    const first = await readMemberships(reader, tenant, members.slice(0, half), label);
    const second = await readMemberships(reader, tenant, members.slice(half), label);
    return new Map([...first, ...second]);
  }
  const nearestOf = new Map<string, readonly StoredMembership[]>();
  for (const member of members) {
    const nearest = nearestGroups(member, (id) => groupsOf.get(id) ?? []);
    if (nearest.length === 0) continue;
    nearestOf.set(
      member,
      nearest.map((one) => ({ ...one, label: labels.get(one.group) })),
    );
  }
  return nearestOf;
}

/** The row limit cuts off memberships of groups, never those of the resources. */
function statementFor(
  { asJson, joinEach, textIn, valueRows }: Dialect,
  tenant: TenantId,
  members: readonly string[],
  label: string,
): Fragment {
  const ids = valueRows(
    { id: 'text' },
    members.map((id) => [id]),
  );
  const groupsOf = (of: string): Fragment => ({
    sql: joinEach(
      'members',
      'm',
      `m.tenant_id = ? and m.member_id = ${of}.id and ${groupIsThere('m.tenant_id', 'm.group_id')}`,
    ),
    bindings: [tenant],
  });
  const named: Fragment = {
    sql: joinEach('resources', 'g', 'g.tenant_id = ? and g.id = near.id'),
    bindings: [tenant],
  };
  const rows = fragment`select 0 as part, cast(null as text) as member_id, g.id as group_id, ${textIn('g.body', label)} as label
     from near ${named}
     union all select 1, m.member_id, m.group_id, null from asked ${groupsOf('asked')}
     union all select 2, m.member_id, m.group_id, null from near ${groupsOf('near')}
     order by 1 ${{ sql: `limit ${MAX_ROWS}`, bindings: [] }}`;
  return fragment`with recursive
     asked as (${ids}),
     met (id) as (
       select m.group_id from asked ${groupsOf('asked')}
       union select m.group_id from met ${groupsOf('met')}
     ),
     near (id) as materialized (select met.id from met ${{ sql: `limit ${MAX_MET}`, bindings: [] }})
     ${{ sql: asJson(rows.sql, ['part', 'member_id', 'group_id', 'label']), bindings: rows.bindings }}`;
}
