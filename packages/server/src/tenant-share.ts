import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { ScimError } from '@scimwright/core';
import type { ReadSignal, TenantId } from '@scimwright/store';
import { fairQueue, type NoPlace, type Release } from '@scimwright/store/engine';
import type { Limits } from './limits.ts';
import type { Metrics } from './metrics.ts';
import { openRateLimiter } from './rate-limiter.ts';

/** A request that needs a place. */
interface ShareRequest {
  readonly tenant: { readonly id: TenantId };
  readonly connector: { readonly id: string };
  readonly gone: () => ReadSignal;
}

/** How many requests are running, and how many are waiting. */
export interface Load {
  readonly running: number;
  readonly waiting: number;
}

/** Shares the server among its tenants. */
export interface TenantShare {
  /**
   * Waits until a place is free for the tenant, and takes it.
   *
   * @param operations - how many operations count against the rate limit of the tenant, if it has one
   * @throws ScimError tooManyRequests when too many requests of the tenant are waiting, or this one waited too long
   */
  begin(request: ShareRequest, operations?: number): Promise<Release>;
  /** Runs work in a place of its own. */
  within<Result>(request: ShareRequest, work: () => Promise<Result>, operations?: number): Promise<Result>;
  load(): Load;
}

/**
 * Opens the share. A fixed number of requests runs at the same time; the others wait, and tenants take turns. A tenant that
 * is alone has every place. A request does nothing before it has its place, so a refused one can be sent again.
 *
 * @param options.now - milliseconds of a monotonic clock
 */
export function openTenantShare(options: {
  readonly bounds: Limits['share'];
  readonly metrics: Pick<Metrics, 'waited'>;
  readonly now?: () => number;
}): TenantShare {
  const { bounds, metrics, now = () => performance.now() } = options;
  const { atOnce, waiting, wait, perSecond } = bounds;
  const limiter = perSecond === undefined ? undefined : openRateLimiter({ perSecond, waiting, wait, now });
  const queue = fairQueue({
    places: atOnce,
    waiting,
    wait,
    after: (milliseconds, work) => {
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    },
    refusal: (why) => refusals[why](),
  });

  /** Waits for a place, and measures how long that took. */
  const waitFor = async (
    { tenant, connector, gone }: ShareRequest,
    pause: number | undefined,
  ): Promise<Release> => {
    const from = now();
    const measure = (outcome: 'begun' | 'refused'): void =>
      metrics.waited({ connector: connector.id, outcome, seconds: (now() - from) / 1_000 });
    try {
      if (pause === undefined) throw refusals.full();
      const signal = gone();
      if (pause > 0) await sleep(pause);
      const release = await queue.take(tenant.id, signal);
      measure('begun');
      return release;
    } catch (error) {
      measure('refused');
      throw error;
    }
  };

  const begin: TenantShare['begin'] = async (request, operations = 1) => {
    const pause = limiter === undefined ? 0 : limiter.reserve(request.tenant.id, operations);
    return (pause === 0 ? queue.tryTake(request.tenant.id) : undefined) ?? waitFor(request, pause);
  };
  return {
    begin,
    async within(request, work, operations) {
      const release = await begin(request, operations);
      try {
        return await work();
      } finally {
        release();
      }
    },
    load: () => queue.load(),
  };
}

const refusals: Readonly<Record<NoPlace, () => ScimError>> = {
  full: () =>
    new ScimError(
      'tooManyRequests',
      'Too many requests of this tenant are waiting. This one was not carried out. Send it again in a moment, or send fewer at a time.',
    ),
  late: () =>
    new ScimError(
      'tooManyRequests',
      'The request waited too long behind others of this tenant. It was not carried out. Send it again in a moment, or send fewer at a time.',
    ),
  // The client has gone, so nobody reads it.
  gone: () => new ScimError('unavailable', 'The client closed the connection while its request was waiting.'),
};
