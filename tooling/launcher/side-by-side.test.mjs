// @ts-check
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { sideBySide } from './side-by-side.mjs';

describe('work side by side', () => {
  it.each([1, 2, 3])('has %d in hand at a time, and never more', async (limit) => {
    let inHand = 0;
    /** @type {number[]} */
    const seen = [];
    await sideBySide([1, 2, 3, 4, 5], limit, async (item) => {
      seen.push((inHand += 1));
      for (let turn = 0; turn < item; turn += 1) await setImmediate();
      inHand -= 1;
    });
    expect(Math.max(...seen)).toBe(limit);
  });

  it('answers in the order of the items, whichever ends first', async () => {
    const answers = await sideBySide([3, 1, 2], 3, async (turns) => {
      for (let turn = 0; turn < turns; turn += 1) await setImmediate();
      return turns * 10;
    });
    expect(answers).toEqual([30, 10, 20]);
  });

  it('begins nothing more after a fault, and throws it when what had begun is over', async () => {
    /** @type {string[]} */
    const told = [];
    const running = sideBySide(['breaks', 'goes on', 'never begins'], 2, async (item) => {
      told.push(`begin ${item}`);
      await setImmediate();
      if (item === 'breaks') throw new Error('broken');
      await setImmediate();
      told.push(`end ${item}`);
    });
    await expect(running).rejects.toThrow('broken');
    expect(told).toEqual(['begin breaks', 'begin goes on', 'end goes on']);
  });
});
