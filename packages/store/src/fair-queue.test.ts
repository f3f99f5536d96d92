import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { fairQueue, type NoPlace, type Release } from './fair-queue.ts';
import type { TenantId } from './tenant-id.ts';

class Refused extends Error {
  readonly why: NoPlace;
  constructor(why: NoPlace) {
    super(why);
    this.why = why;
  }
}

/** The id of a tenant, here a single letter. */
const tenantOf = (name: string): TenantId => name as TenantId;

const refusal = (why: NoPlace): Error => new Refused(why);
/** A test runs these to let time pass. */
const timers = new Set<() => void>();
const after = (_: number, work: () => void): (() => void) => {
  timers.add(work);
  return () => timers.delete(work);
};
const bounds = { places: 2, perTenant: 1, waiting: 3, wait: 20_000, after, refusal };

/** Takes places by name, and records the names that have one. */
function openTaker(queue = fairQueue(bounds)) {
  const begun: string[] = [];
  const releases = new Map<string, Release>();
  const take = async (name: string, signal?: AbortSignal): Promise<void> => {
    releases.set(name, await queue.take(tenantOf(name.slice(0, 1)), signal));
    begun.push(name);
  };
  const release = async (name: string): Promise<void> => {
    releases.get(name)?.();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { begun, take, release };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('a fair queue', () => {
  beforeEach(() => timers.clear());

  it('gives no tenant more than its share while places are free', async () => {
    const { begun, take } = openTaker();
    void take('a1');
    void take('a2');
    void take('b1');
    await settled();
    expect(begun).toEqual(['a1', 'b1']);
  });

  it('takes tenants in turns, and the work of one tenant in order', async () => {
    const { begun, take, release } = openTaker(fairQueue({ ...bounds, places: 1 }));
    for (const name of ['a1', 'a2', 'a3', 'b1', 'b2', 'c1']) void take(name);
    await settled();
    for (let at = 0; at < 6; at += 1) await release(begun.at(-1) ?? '');
    expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2']);
  });

  it('gives one tenant every place while no other waits, and the next free places to the tenant with the fewest', async () => {
    const queue = fairQueue({ places: 4, waiting: 10, wait: 20_000, after, refusal });
    const { begun, take, release } = openTaker(queue);
    for (const name of ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'b1', 'b2', 'b3', 'c1']) void take(name);
    await settled();
    expect(begun).toEqual(['a1', 'a2', 'a3', 'a4']);
    expect([queue.load(), queue.load(tenantOf('b'))]).toEqual([
      { running: 4, waiting: 6 },
      { running: 0, waiting: 3 },
    ]);
    for (const name of ['a1', 'a2', 'a3', 'b1']) await release(name);
    expect(begun.slice(4)).toEqual(['b1', 'c1', 'a5', 'b2']);
  });

  it('refuses work at once when too much of its tenant waits, and refuses no other tenant', async () => {
    const { take } = openTaker(fairQueue({ ...bounds, places: 1 }));
    for (const name of ['a1', 'a2', 'a3', 'a4']) void take(name);
    await expect(take('a5')).rejects.toMatchObject({ why: 'full' });
    const other = take('b1');
    await expect(Promise.race([other, settled()])).resolves.toBeUndefined();
  });

  it('refuses work that has waited too long', async () => {
    const { begun, take, release } = openTaker();
    await take('a1');
    const late = take('a2');
    for (const pass of timers) pass();
    await expect(late).rejects.toMatchObject({ why: 'late' });
    void take('a3');
    await release('a1');
    for (const pass of timers) pass();
    expect(begun).toEqual(['a1', 'a3']);
  });

  it('refuses work whose client has gone, before it waits and while it waits', async () => {
    const { begun, take, release } = openTaker();
    const gone = new AbortController();
    await take('a1');
    const waiting = take('a2', gone.signal);
    void take('a3');
    gone.abort();
    await expect(waiting).rejects.toMatchObject({ why: 'gone' });
    await expect(take('a4', gone.signal)).rejects.toMatchObject({ why: 'gone' });
    await release('a1');
    expect(begun).toEqual(['a1', 'a3']);
  });

  it('counts a place once, however often it is released', async () => {
    const { begun, take, release } = openTaker(fairQueue({ ...bounds, places: 1 }));
    for (const name of ['a1', 'b1', 'c1']) void take(name);
    await settled();
    await release('a1');
    await release('a1');
    expect(begun).toEqual(['a1', 'b1']);
  });

  it('leaves no place free that a tenant may have, and gives no more places than there are', async () => {
    const step = fc.oneof(
      fc.record({ take: fc.constantFrom('a', 'b', 'c', 'd') }),
      fc.record({ release: fc.nat(9) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const queue = fairQueue({ ...bounds, places: 3, perTenant: 2, waiting: 100 });
        const running: { readonly tenant: string; readonly release: Release }[] = [];
        const waiting: string[] = [];
        for (const one of steps) {
          if ('take' in one) {
            const tenant = one.take;
            waiting.push(tenant);
            const begin = async (): Promise<void> => {
              const release = await queue.take(tenantOf(tenant), undefined);
              waiting.splice(waiting.indexOf(tenant), 1);
              running.push({ tenant, release });
            };
            void begin();
          } else {
            const [done] = running.splice(one.release % Math.max(1, running.length), 1);
            done?.release();
          }
          await settled();
          const of = (tenant: string): number => running.filter((each) => each.tenant === tenant).length;
          const mayBegin = waiting.filter((tenant) => of(tenant) < 2);
          expect(running.length).toBeLessThanOrEqual(3);
          expect(Math.max(0, ...['a', 'b', 'c', 'd'].map(of))).toBeLessThanOrEqual(2);
          expect(running.length < 3 && mayBegin.length > 0).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });
});
