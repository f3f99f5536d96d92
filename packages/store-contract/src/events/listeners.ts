import { describe, expect, it } from 'vitest';
import type { NewTenantScope } from '../tenant-scope.ts';
import { event } from '../sample/sample.ts';

/** Long before the events of other tests, because hosts are recorded for the whole database. */
const day = (at: number): string => new Date(Date.UTC(2001, 0, at)).toISOString();

/** The record of hosts that listen to events, and the pruning of unheard events. */
export function describeListeners(make: NewTenantScope): void {
  describe('the record of listeners', () => {
    it('keeps waiting events while a host may listen, and prunes events that no host heard', async () => {
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
