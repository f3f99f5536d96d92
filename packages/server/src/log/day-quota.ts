import type { LogEntry, TenantId } from '@scimwright/store';

/** How many log entries of a tenant are kept for one day: of answered requests, and of refused ones. */
export interface LogQuota {
  readonly answered: number;
  readonly refused: number;
}

/** In the first cycle of a large customer, Entra sends some hundred thousand requests; later, few. */
export const defaultLogQuota: LogQuota = { answered: 200_000, refused: 50_000 };

/**
 * Counts log entries of requests that changed nothing, by tenant and day (UTC), so that a client that never stops asking
 * does not fill the database. Refusals have a quota of their own, so that reads cannot hide them.
 *
 * @returns whether an entry is kept, or is the first of its tenant, kind and day beyond the quota
 */
export function dayQuota(
  quota: LogQuota,
): (tenant: TenantId, entry: Pick<LogEntry, 'at' | 'status'>) => 'kept' | 'first beyond' | 'beyond' {
  let day = '';
  let counts = new Map<TenantId, Record<keyof LogQuota, number>>();
  return (tenant, { at, status }) => {
    const today = at.slice(0, 10);
    // A late entry of yesterday counts today.
    if (today > day) {
      day = today;
      counts = new Map();
    }
    const own = counts.get(tenant) ?? { answered: 0, refused: 0 };
    counts.set(tenant, own);
    const kind = status < 400 ? 'answered' : 'refused';
    own[kind] += 1;
    if (own[kind] <= quota[kind]) return 'kept';
    return own[kind] === quota[kind] + 1 ? 'first beyond' : 'beyond';
  };
}
