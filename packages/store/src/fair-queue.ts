import type { ReadSignal } from './resource-store.ts';
import type { TenantId } from './tenant-id.ts';

/** Gives a place back; a second call does nothing. */
export type Release = () => void;

/** Why work gets no place: too much of the tenant waits already, it waited too long, or its client has gone. */
export type NoPlace = 'full' | 'late' | 'gone';

/** Gives places for work to flows in turns. A flow is a tenant, or another key that work is shared by. */
export interface FairQueue<Flow extends string = TenantId> {
  /** Takes a place if one is free for the tenant; undefined when it has to wait. */
  tryTake(tenant: Flow): Release | undefined;
  /**
   * Waits for a place.
   *
   * @throws what `refusal` makes, when it gets none
   */
  take(tenant: Flow, signal: ReadSignal | undefined): Promise<Release>;
  /** How much work has a place and how much waits, of one tenant or of all. */
  load(tenant?: Flow): { readonly running: number; readonly waiting: number };
}

/** How many places there are, and how much work may wait for one. */
export interface FairQueueOptions {
  /** How much work runs at a time. */
  readonly places: number;
  /** How much of it may be of one tenant, even if nobody else waits; all of it unless set. */
  readonly perTenant?: number;
  /** How much of one tenant may wait. */
  readonly waiting: number;
  /** How long it may wait, in milliseconds. */
  readonly wait: number;
  /** Runs work after a time; the function it returns cancels that. */
  readonly after: (milliseconds: number, work: () => void) => () => void;
  /** Makes the error for work that gets no place. */
  readonly refusal: (why: NoPlace) => Error;
}

interface Waiting {
  readonly begin: () => void;
}

/**
 * Makes a queue in which no tenant holds up another. A free place goes to the waiting tenant with the fewest places; of several, to the
 * one that got a place longest ago; within a tenant, to the first in line. So a single tenant has all places, and gives them up as
 * others arrive.
 *
 * @example
 * const after = (milliseconds: number, work: () => void) => {
 *   const timer = setTimeout(work, milliseconds);
 *   return () => clearTimeout(timer);
 * };
 * const queue = fairQueue({ places: 2, waiting: 20, wait: 20_000, after, refusal: () => new StoreBusy() });
 * const release = await queue.take(tenant, undefined);
 */
export function fairQueue<Flow extends string = TenantId>(options: FairQueueOptions): FairQueue<Flow> {
  const { places, perTenant = places, waiting: maxWaiting, wait, after, refusal } = options;
  const running = new Map<Flow, number>();
  /** In order of turns: a tenant that got a place goes to the end. */
  const waiting = new Map<Flow, Set<Waiting>>();
  let taken = 0;

  const runningOf = (tenant: Flow): number => running.get(tenant) ?? 0;
  const isFree = (tenant: Flow): boolean => taken < places && runningOf(tenant) < perTenant;

  const occupy = (tenant: Flow): Release => {
    taken += 1;
    running.set(tenant, runningOf(tenant) + 1);
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      taken -= 1;
      const left = runningOf(tenant) - 1;
      if (left > 0) running.set(tenant, left);
      else running.delete(tenant);
      next();
    };
  };

  const next = (): void => {
    let chosen: Flow | undefined;
    for (const tenant of waiting.keys()) {
      if (!isFree(tenant)) continue;
      if (chosen === undefined || runningOf(tenant) < runningOf(chosen)) chosen = tenant;
    }
    if (chosen === undefined) return;
    const own = waiting.get(chosen) ?? new Set();
    waiting.delete(chosen);
    waiting.set(chosen, own);
    const [first] = own;
    first?.begin();
  };

  const leave = (tenant: Flow, one: Waiting): void => {
    const own = waiting.get(tenant);
    own?.delete(one);
    if (own?.size === 0) waiting.delete(tenant);
  };

  const tryTake = (tenant: Flow): Release | undefined =>
    isFree(tenant) && !waiting.has(tenant) ? occupy(tenant) : undefined;

  return {
    tryTake,
    take: async (tenant, signal) => {
      if (signal?.aborted) throw refusal('gone');
      const free = tryTake(tenant);
      if (free !== undefined) return free;
      const own = waiting.get(tenant) ?? new Set();
      if (own.size >= maxWaiting) throw refusal('full');
      waiting.set(tenant, own);
      return new Promise<Release>((resolve, reject) => {
        const end = (): void => {
          forget();
          signal?.removeEventListener('abort', gone);
          leave(tenant, one);
        };
        const refuse = (why: NoPlace): void => {
          end();
          reject(refusal(why));
        };
        const one: Waiting = {
          begin: () => {
            end();
            resolve(occupy(tenant));
          },
        };
        const gone = (): void => refuse('gone');
        const forget = after(wait, () => refuse('late'));
        signal?.addEventListener('abort', gone, { once: true });
        own.add(one);
      });
    },
    load: (tenant) => {
      if (tenant !== undefined) {
        return { running: runningOf(tenant), waiting: waiting.get(tenant)?.size ?? 0 };
      }
      return { running: taken, waiting: [...waiting.values()].reduce((sum, { size }) => sum + size, 0) };
    },
  };
}
