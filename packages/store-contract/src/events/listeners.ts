import { describe, expect, it } from 'vitest';
import type { NewTenantScope } from '../tenant-scope.ts';
import { event } from '../sample/sample.ts';

/** Long before whatever other tests store, since what is noted holds for the whole database. */
const day = (at: number): string => new Date(Date.UTC(2001, 0, at)).toISOString();

/** Who listens to events, and what becomes of those that nobody hears. */
export function describeListeners(make: NewTenantScope): void {
  describe('who listens', () => {
    it('keeps what waits while somebody may hear it, and prunes what is older once nobody did', async () => {
      const scope = make();
      const { listeners, outbox } = scope.store;
      const left = async () => (await scope.events()).map(({ resourceId }) => resourceId);
      await scope.commit(
        event('waits', { at: day(10) }),
        event('settled', { at: day(10) }),
        event('young', { at: day(90) }),
      );
      const settled = (await scope.events())[1]?.seq ?? 0;
      await outbox.skip(scope.tenant, settled, day(80));

      expect(await listeners.read()).toEqual({ since: undefined, last: undefined });
      expect(await listeners.pruneUnheard(day(60))).toBe(0);
      await listeners.recordHost(day(5), false);
      expect(await listeners.pruneUnheard(day(5))).toBe(0);
      await listeners.recordHost(day(30), true);
      expect(await listeners.pruneUnheard(day(30))).toBe(0);
      await listeners.recordHost(day(20), true);
      await listeners.recordHost(day(100), false);
      expect(await listeners.read()).toEqual({ since: day(5), last: day(30) });
      expect(await left()).toEqual(['waits', 'settled', 'young']);

      expect(await listeners.pruneUnheard(day(60))).toBe(1);
      expect(await left()).toEqual(['settled', 'young']);
      expect(await listeners.pruneUnheard(day(60))).toBe(0);
    });
  });
}
