import type { ReadSignal } from './resource-store.ts';
import type { TenantId } from './tenant-id.ts';

/** Gives a place back; a second call does nothing. */
export type Release = () => void;

/** Why there is no place: too much of the tenant waits already, it has waited for too long, or its client has gone. */
export type NoPlace = 'full' | 'late' | 'gone';

/** Gives out places for work, to tenants in turns; or to whatever else stands for who asks. */
export interface FairQueue<Lane extends string = TenantId> {
  /** Takes a place if one is free for the tenant; undefined when it has to wait. */
  tryTake(tenant: Lane): Release | undefined;
  /**
   * Waits for a place.
   *
   * @throws what `refusal` made, when there is none
   */
  take(tenant: Lane, signal: ReadSignal | undefined): Promise<Release>;
  /** How much has a place, and how much waits for one: of one tenant, or of all. */
  load(tenant?: Lane): { readonly running: number; readonly waiting: number };
}

/** How many places there are, and who may wait for one. */
export interface FairQueueOptions {
  /** How much work is under way at a time. */
  readonly places: number;
  /** How much of it is of one tenant, whoever waits; all of it unless given. */
  readonly perTenant?: number;
  /** How much of one tenant may wait. */
  readonly waiting: number;
  /** How long it may, in milliseconds. */
  readonly wait: number;
  /** Runs work when so many milliseconds have passed; what it returns prevents that. */
  readonly after: (milliseconds: number, work: () => void) => () => void;
  /** Makes the error for work that gets no place. */
  readonly refusal: (why: NoPlace) => Error;
}

interface Waiting {
  readonly begin: () => void;
}

/**
 * Makes a queue in which no tenant stands in the way of another. Each free place goes to the tenant that has the fewest
 * of those that wait, of several to the one that has waited longest since it last got one, and within a tenant to
 * whoever came first. So a tenant alone has all the places, and gives them up as others come.
 *
 * @example
 * const after = (milliseconds: number, work: () => void) => {
 *   const timer = setTimeout(work, milliseconds);
 *   return () => clearTimeout(timer);
 * };
 * const queue = fairQueue({ places: 2, waiting: 20, wait: 20_000, after, refusal: () => new StoreBusy() });
 * const release = await queue.take(tenant, undefined);
 */
export function fairQueue<Lane extends string = TenantId>(options: FairQueueOptions): FairQueue<Lane> {
  const { places, perTenant = places, waiting: mostWaiting, wait, after, refusal } = options;
  const running = new Map<Lane, number>();
  /** In order of turns: a tenant that got a place goes to the end. */
  const waiting = new Map<Lane, Set<Waiting>>();
  let taken = 0;

  const runningOf = (tenant: Lane): number => running.get(tenant) ?? 0;
  const isFree = (tenant: Lane): boolean => taken < places && runningOf(tenant) < perTenant;

  const occupy = (tenant: Lane): Release => {
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
    let chosen: Lane | undefined;
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

  const leave = (tenant: Lane, one: Waiting): void => {
    const own = waiting.get(tenant);
    own?.delete(one);
    if (own?.size === 0) waiting.delete(tenant);
  };

  const tryTake = (tenant: Lane): Release | undefined =>
    isFree(tenant) && !waiting.has(tenant) ? occupy(tenant) : undefined;

  return {
    tryTake,
    take: async (tenant, signal) => {
      if (signal?.aborted) throw refusal('gone');
      const free = tryTake(tenant);
      if (free !== undefined) return free;
      const own = waiting.get(tenant) ?? new Set();
      if (own.size >= mostWaiting) throw refusal('full');
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
