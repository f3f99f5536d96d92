import type { TenantId } from '@scimwright/store';

/** Limits the requests of each tenant in a second, by delaying them. */
export interface RateLimiter {
  /**
   * Reserves a time for a request.
   *
   * @returns the milliseconds to wait, 0 for none; undefined when too many requests of the tenant are waiting
   */
  reserve(tenant: TenantId, operations: number): number | undefined;
}

/** How much unused time a tenant can make up for: requests come in bursts. */
const BURST_MS = 1_000;

/**
 * Opens a rate limiter (the generic cell rate algorithm of ITU-T I.371). It keeps one number for each tenant.
 *
 * @param options.perSecond - requests in a second, at least 1
 * @param options.waiting - how many requests of a tenant may wait
 * @param options.wait - how long a request may wait, in milliseconds
 * @param options.now - milliseconds of a monotonic clock
 */
export function openRateLimiter(options: {
  readonly perSecond: number;
  readonly waiting: number;
  readonly wait: number;
  readonly now: () => number;
}): RateLimiter {
  const { perSecond, waiting, wait, now } = options;
  const each = 1_000 / perSecond;
  const longest = Math.min(wait, waiting * each);
  /** When the last reserved request of each tenant is due to end. */
  const dueEnds = new Map<TenantId, number>();
  return {
    reserve: (tenant, operations) => {
      const from = now();
      const begin = Math.max(dueEnds.get(tenant) ?? 0, from);
      const pause = Math.max(0, begin - from - (BURST_MS - each));
      if (pause > longest) return undefined;
      dueEnds.set(tenant, begin + operations * each);
      return pause;
    },
  };
}
