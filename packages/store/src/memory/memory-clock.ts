import type { ClockMark, ClockStore } from '../clock-store.ts';

/**
 * The mark of the clock in memory.
 *
 * @example
 * await memoryClock().read(); // undefined
 */
export function memoryClock(): ClockStore {
  let mark: ClockMark | undefined;
  return {
    read: async () => mark,
    raise: async ({ at, setBacks }) => {
      mark ??= { at, setBacks: 0 };
      if (setBacks === mark.setBacks && at > mark.at) mark = { ...mark, at };
      return mark;
    },
    setBack: async (at) => {
      const before = mark;
      if (before === undefined || before.at <= at) return undefined;
      mark = { at, setBacks: before.setBacks + 1 };
      return before;
    },
  };
}
