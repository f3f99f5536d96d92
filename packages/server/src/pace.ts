import type { TenantId } from '@scimwright/store';

/** Spreads the requests of a tenant over time, so that it has at most so many in each second. */
export interface Pace {
  /**
   * Keeps a time for a request.
   *
   * @returns the milliseconds until then, 0 for now; undefined when too much of the tenant waits already
   */
  reserve(tenant: TenantId, operations: number): number | undefined;
}

/** Of what a tenant did not use, it can make up so much: requests come in bursts. */
const BURST_MS = 1_000;

/**
 * Opens the pace of each tenant (the generic cell rate algorithm of ITU-T I.371). It remembers one number for each
 * tenant with requests.
 *
 * @param options.perSecond - requests in a second, at least 1
 * @param options.waiting - how many of a tenant may wait for their time
 * @param options.wait - how long, in milliseconds
 * @param options.now - milliseconds of a clock that only goes forward
 *
 * @example
 * const pace = openPace({ perSecond: 50, waiting: 200, wait: 20_000, now: () => performance.now() });
 * pace.reserve(tenant.id, 1); // 0
 */
export function openPace(options: {
  readonly perSecond: number;
  readonly waiting: number;
  readonly wait: number;
  readonly now: () => number;
}): Pace {
  const { perSecond, waiting, wait, now } = options;
  const each = 1_000 / perSecond;
  const longest = Math.min(wait, waiting * each);
  /** When all that was reserved is through, at this pace. */
  const through = new Map<TenantId, number>();
  return {
    reserve: (tenant, operations) => {
      const from = now();
      const begin = Math.max(through.get(tenant) ?? 0, from);
      const pause = Math.max(0, begin - from - (BURST_MS - each));
      if (pause > longest) return undefined;
      through.set(tenant, begin + operations * each);
      return pause;
    },
  };
}
