import { SearchStopped, StoreBusy, type ReadSignal } from '@scimwright/store';

/** Says that a place is free again. */
export type Release = () => void;

/** Gives out places for work, to tenants in turns. */
export interface FairQueue {
  /**
   * Waits for a place.
   *
   * @throws StoreBusy when too many of the tenant wait, or it took too long; SearchStopped when the signal aborts
   */
  take(tenant: string, signal: ReadSignal | undefined): Promise<Release>;
}

interface Waiting {
  readonly begin: () => void;
}

/**
 * Makes a queue in which no tenant stands in the way of another: each free place goes to the tenant that has waited
 * longest for one since it last got one, and within a tenant to whoever came first.
 *
 * @param options.places - how much work is under way at a time
 * @param options.perTenant - how much of it is of one tenant
 * @param options.waiting - how much of one tenant may wait
 * @param options.wait - how long it may, in milliseconds
 *
 * @example
 * const queue = fairQueue({ places: 2, perTenant: 1, waiting: 20, wait: 20_000 });
 * const release = await queue.take('t1', undefined);
 */
export function fairQueue(options: {
  readonly places: number;
  readonly perTenant: number;
  readonly waiting: number;
  readonly wait: number;
}): FairQueue {
  const { places, perTenant, waiting: mostWaiting, wait } = options;
  const running = new Map<string, number>();
  /** In order of turns: a tenant that got a place goes to the end. */
  const waiting = new Map<string, Set<Waiting>>();
  let taken = 0;

  const isFree = (tenant: string): boolean => taken < places && (running.get(tenant) ?? 0) < perTenant;

  const occupy = (tenant: string): Release => {
    taken += 1;
    running.set(tenant, (running.get(tenant) ?? 0) + 1);
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      taken -= 1;
      const left = (running.get(tenant) ?? 0) - 1;
      if (left > 0) running.set(tenant, left);
      else running.delete(tenant);
      next();
    };
  };

  const next = (): void => {
    for (const [tenant, own] of waiting) {
      if (!isFree(tenant)) continue;
      const [first] = own;
      if (first === undefined) continue;
      leave(tenant, first);
      const others = waiting.get(tenant);
      if (others !== undefined) {
        waiting.delete(tenant);
        waiting.set(tenant, others);
      }
      first.begin();
      return;
    }
  };

  const leave = (tenant: string, one: Waiting): void => {
    const own = waiting.get(tenant);
    own?.delete(one);
    if (own?.size === 0) waiting.delete(tenant);
  };

  return {
    take: async (tenant, signal) => {
      if (signal?.aborted) throw new SearchStopped('client gone');
      if (isFree(tenant) && !waiting.has(tenant)) return occupy(tenant);
      const own = waiting.get(tenant) ?? new Set();
      if (own.size >= mostWaiting) throw new StoreBusy();
      waiting.set(tenant, own);
      return new Promise<Release>((resolve, reject) => {
        const end = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', gone);
          leave(tenant, one);
        };
        const one: Waiting = {
          begin: () => {
            end();
            resolve(occupy(tenant));
          },
        };
        const gone = (): void => {
          end();
          reject(new SearchStopped('client gone'));
        };
        const timer = setTimeout(() => {
          end();
          reject(new StoreBusy());
        }, wait);
        signal?.addEventListener('abort', gone, { once: true });
        own.add(one);
      });
    },
  };
}
