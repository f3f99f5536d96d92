/** The last pending event before an event of the same resource, or the first after it. */
export type Side = 'before' | 'after';

const SIDES = {
  before: { than: '<', order: 'desc' },
  after: { than: '>', order: 'asc' },
} as const;

/**
 * A `select` of the number of the pending event right before or right after an event of the same resource; null if there is none. It
 * reads the next entry of the index of pending events, whichever resource that is of: asked for this resource only, PostgreSQL may use
 * the primary key and read every settled event.
 *
 * @param of - the name of a table with `tenant_id`, `resource_id` and `seq`
 */
export function neighbourOf(of: string, side: Side): string {
  const { than, order } = SIDES[side];
  return `select case when n.tenant_id = ${of}.tenant_id and n.resource_id = ${of}.resource_id then n.seq end from (
    select p.tenant_id, p.resource_id, p.seq from events p
    where p.settled is null
      and (p.tenant_id, p.resource_id, p.seq) ${than} (${of}.tenant_id, ${of}.resource_id, ${of}.seq)
    order by p.tenant_id ${order}, p.resource_id ${order}, p.seq ${order} limit 1
  ) n`;
}
