import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { ScimError } from '@scimwright/core';
import { fairQueue, type NoPlace, type ReadSignal, type Release, type TenantId } from '@scimwright/store';
import type { Limits } from './limits.ts';
import type { Metrics } from './metrics.ts';
import { openPace } from './pace.ts';

/** Who wants to begin. */
interface Beginning {
  readonly tenant: { readonly id: TenantId };
  readonly connector: { readonly id: string };
  readonly gone: () => ReadSignal;
}

/** How many requests are under way, and how many wait for their turn. */
export interface Load {
  readonly running: number;
  readonly waiting: number;
}

/** Divides the server among its tenants. */
export interface TenantShare {
  /**
   * Waits until the tenant has a place, and takes it.
   *
   * @param operations - what it counts for against the ceiling of the tenant, where there is one
   * @throws ScimError tooManyRequests when too many requests of the tenant wait already, or it waited for too long
   */
  begin(request: Beginning, operations?: number): Promise<Release>;
  /** Runs work in a place of its own. */
  within<Result>(request: Beginning, work: () => Promise<Result>, operations?: number): Promise<Result>;
  load(): Load;
}

/**
 * Opens the share of each tenant. So many requests are under way at a time; who comes beyond waits, and tenants take
 * turns. A tenant alone has all of it. Nothing of a request is done before it has its turn, so one that is refused can be
 * sent again.
 *
 * @param options.now - milliseconds of a clock that only goes forward
 *
 * @example
 * const share = openTenantShare({ bounds: defaultLimits.share, metrics: noMetrics });
 * const giveBack = await share.begin(request);
 */
export function openTenantShare(options: {
  readonly bounds: Limits['share'];
  readonly metrics: Pick<Metrics, 'waited'>;
  readonly now?: () => number;
}): TenantShare {
  const { bounds, metrics, now = () => performance.now() } = options;
  const { atOnce, waiting, wait, perSecond } = bounds;
  const pace = perSecond === undefined ? undefined : openPace({ perSecond, waiting, wait, now });
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

  /** Waits, and takes note of how long it took and what came of it. */
  const waitFor = async (
    { tenant, connector, gone }: Beginning,
    pause: number | undefined,
  ): Promise<Release> => {
    const from = now();
    const note = (outcome: 'begun' | 'refused'): void =>
      metrics.waited({ connector: connector.id, outcome, seconds: (now() - from) / 1_000 });
    try {
      if (pause === undefined) throw refusals.full();
      const signal = gone();
      if (pause > 0) await sleep(pause);
      const release = await queue.take(tenant.id, signal);
      note('begun');
      return release;
    } catch (error) {
      note('refused');
      throw error;
    }
  };

  const begin: TenantShare['begin'] = async (request, operations = 1) => {
    const pause = pace === undefined ? 0 : pace.reserve(request.tenant.id, operations);
    return (pause === 0 ? queue.tryTake(request.tenant.id) : undefined) ?? waitFor(request, pause);
  };
  return {
    begin,
    async within(request, work, operations) {
      const giveBack = await begin(request, operations);
      try {
        return await work();
      } finally {
        giveBack();
      }
    },
    load: () => queue.load(),
  };
}

const refusals: Readonly<Record<NoPlace, () => ScimError>> = {
  full: () =>
    new ScimError(
      'tooManyRequests',
      'So many requests of this tenant wait already that no further one is taken. Nothing of it was done; send it again in a moment, or fewer at a time.',
    ),
  late: () =>
    new ScimError(
      'tooManyRequests',
      'The request waited for its turn for longer than it may, behind others of this tenant. Nothing of it was done; send it again in a moment, or fewer at a time.',
    ),
  // Nobody reads it.
  gone: () => new ScimError('unavailable', 'The client closed the connection before its turn came.'),
};
