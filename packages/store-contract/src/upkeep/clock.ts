import { describe, expect, it } from 'vitest';
import type { NewTenantScope } from '../tenant-scope.ts';

const FIRST = '2026-01-31T12:00:00.000Z';
const SECOND = '2026-01-31T13:00:00.000Z';
const THIRD = '2026-01-31T14:00:00.000Z';

/** The mark of the clock: hosts move it forward, and an administrator can set it back. */
export function describeClock(make: NewTenantScope): void {
  describe('the mark of the clock', () => {
    // One test, because a store has one mark.
    it('goes forward, goes back on request, and then ignores hosts that know the earlier one', async () => {
      const { clock } = make().store;
      expect(await clock.read()).toBeUndefined();
      expect(await clock.setBack(FIRST)).toBeUndefined();
      expect(await clock.raise({ at: SECOND, setBacks: 0 })).toEqual({ at: SECOND, setBacks: 0 });
      expect(await clock.raise({ at: FIRST, setBacks: 0 })).toEqual({ at: SECOND, setBacks: 0 });
      expect(await clock.raise({ at: THIRD, setBacks: 0 })).toEqual({ at: THIRD, setBacks: 0 });
      expect(await clock.setBack(THIRD)).toBeUndefined();
      expect(await clock.setBack(FIRST)).toEqual({ at: THIRD, setBacks: 0 });
      expect(await clock.read()).toEqual({ at: FIRST, setBacks: 1 });
      expect(await clock.raise({ at: THIRD, setBacks: 0 })).toEqual({ at: FIRST, setBacks: 1 });
      expect(await clock.raise({ at: SECOND, setBacks: 1 })).toEqual({ at: SECOND, setBacks: 1 });
    });
  });

  describe('a probe', () => {
    it('leaves no trace, and can be written again', async () => {
      const { store } = make();
      await store.probe();
      await store.probe();
      expect(store.diskFull()).toBeUndefined();
    });
  });
}
