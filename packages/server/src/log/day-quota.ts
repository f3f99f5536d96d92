import type { LogEntry, TenantId } from '@scimwright/store';

/** So many entries of a tenant are kept of one day: of requests that were answered, and of those that were refused. */
export interface LogQuota {
  readonly answered: number;
  readonly refused: number;
}

/** Entra asks some hundred thousand times in the first cycle of a large customer, and little on other days. */
export const defaultLogQuota: LogQuota = { answered: 200_000, refused: 50_000 };

/**
 * Counts the log entries of requests that changed nothing, by tenant and day (UTC): a client that asks without an end must
 * not fill the database. What was refused has a quota of its own, so that no number of reads hides it.
 *
 * @returns whether an entry is kept, and whether it is the first of its tenant, kind and day that is not
 *
 * @example
 * const judge = dayQuota({ answered: 1, refused: 1 });
 */
export function dayQuota(
  quota: LogQuota,
): (tenant: TenantId, entry: Pick<LogEntry, 'at' | 'status'>) => 'kept' | 'first beyond' | 'beyond' {
  let day = '';
  let counts = new Map<TenantId, Record<keyof LogQuota, number>>();
  return (tenant, { at, status }) => {
    const today = at.slice(0, 10);
    // An entry that comes late belongs to a day that is over: it counts today.
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
