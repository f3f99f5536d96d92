import { memoryStore, StoreUnavailable, type ClockStore } from '@scimwright/store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTokenClock, type TokenClock } from './open-token-clock.ts';

const HOUR = 3_600_000;
const T = Date.parse('2026-06-01T00:00:00.000Z');
const iso = (time: number): string => new Date(time).toISOString();

let passed: number;
let wrong: number;
let asked: string[];
let lines: string[];
let stored: ClockStore;
let tokenClock: TokenClock | undefined;
beforeEach(() => {
  [passed, wrong, asked, lines] = [0, 0, [], []];
  stored = memoryStore().clock;
});
afterEach(() => tokenClock?.close());

const record = (_: object, message: string): void => void lines.push(message);

async function open(more: Partial<ClockStore> = {}): Promise<TokenClock> {
  const counted: ClockStore = {
    ...stored,
    read: () => (asked.push('read'), stored.read()),
    raise: (mark) => (asked.push('raise'), stored.raise(mark)),
    ...more,
  };
  tokenClock = openTokenClock({
    store: counted,
    mark: await stored.read(),
    clock: () => new Date(T + passed + wrong),
    monotonic: () => passed,
    logger: { debug() {}, info: record, warn: record, error: record },
    everyMs: HOUR, // the test runs the checks itself
  });
  return tokenClock;
}

describe('the clock of tokens', () => {
  it('is the system clock until that goes back, without asking the database', async () => {
    const clock = await open();
    for (passed = 0; passed < 1_000; passed += 1) expect(clock.now().getTime()).toBe(T + passed);
    wrong = -HOUR;
    expect([clock.now().getTime(), clock.behind()]).toEqual([T + 999, HOUR - 1]);
    expect(asked).toEqual([]);
  });

  it('writes the mark at the start, every hour and at the end', async () => {
    const clock = await open();
    for (passed = 0; passed <= 3 * HOUR; passed += HOUR / 60) await clock.keep();
    expect(asked).toEqual(['raise', 'raise', 'raise', 'raise']);
    expect(await stored.read()).toEqual({ at: iso(T + 3 * HOUR), setBacks: 0 });
    await clock.close();
    expect(await stored.read()).toEqual({ at: iso(T + passed), setBacks: 0 });
  });

  it('takes over the mark of another host when it writes next', async () => {
    const clock = await open();
    await clock.keep();
    await stored.raise({ at: iso(T + 10 * HOUR), setBacks: 0 });
    passed = HOUR;
    await clock.keep();
    expect(clock.now().getTime()).toBe(T + 10 * HOUR);
    expect(lines).toEqual([expect.stringContaining('The clock of this machine is 9 hours behind')]);
  });

  it('notices at its next check that the mark was set back, while its clock is behind', async () => {
    await stored.raise({ at: iso(T + 10 * HOUR), setBacks: 0 });
    const clock = await open();
    await clock.keep();
    expect([clock.now().getTime(), clock.warning() === undefined]).toEqual([T + 10 * HOUR, false]);
    await stored.setBack(iso(T));
    passed = 5_000;
    await clock.keep();
    expect([clock.now().getTime(), clock.warning()]).toEqual([T + 5_000, undefined]);
    passed = 2 * HOUR;
    await clock.keep();
    expect(await stored.read()).toEqual({ at: iso(T + 2 * HOUR), setBacks: 1 });
    expect(lines).toHaveLength(1);
  });

  it('continues and tries again when it cannot write', async () => {
    let isAway = true;
    const clock = await open({
      raise: async (mark) => {
        if (isAway) throw new StoreUnavailable('SQLITE_FULL');
        return stored.raise(mark);
      },
    });
    await clock.keep();
    wrong = -HOUR;
    expect(clock.now().getTime()).toBe(T);
    expect(lines).toEqual(['the clock mark could not be written or read']);
    [isAway, wrong] = [false, 0];
    await clock.keep();
    expect(await stored.read()).toMatchObject({ at: iso(T) });
  });
});
