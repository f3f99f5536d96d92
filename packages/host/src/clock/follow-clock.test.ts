import { describe, expect, it } from 'vitest';
import { beginToFollow, followClock, raiseTo, type Followed } from './follow-clock.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;
/** The start of a test by the system clock, and by the monotonic clock. */
const T = Date.parse('2026-06-01T00:00:00.000Z');
const M = 5_000;

/** Reads both clocks after some real time, with an error of the system clock. */
const at = (followed: Followed, passed: number, wrong = 0): Followed =>
  followClock(followed, T + passed + wrong, M + passed);

describe('the mark of a clock', () => {
  it('follows the clock when no mark was stored', () => {
    const begun = beginToFollow(undefined, T, M);
    expect(begun.mark).toBe(T);
    expect(at(begun, DAY).mark).toBe(T + DAY);
  });

  it('stays while the clock is behind, and moves again once the clock has caught up', () => {
    const ahead = at(beginToFollow(undefined, T, M), DAY);
    const back = at(ahead, DAY + HOUR, -10 * HOUR);
    expect(back.mark).toBe(T + DAY);
    expect(at(back, 2 * DAY).mark).toBe(T + 2 * DAY);
  });

  it('moves only by the measured time when the clock leaps ahead, however long that lasts', () => {
    let leaping = beginToFollow(undefined, T, M);
    for (let hours = 1; hours <= 1_000; hours += 1) leaping = at(leaping, hours * HOUR, YEAR);
    expect(leaping.mark).toBe(T + 1_000 * HOUR);
    expect(at(leaping, 1_001 * HOUR).mark).toBe(T + 1_001 * HOUR);
  });

  it('accepts the time before the start once the clock has held for an hour', () => {
    const begun = beginToFollow(T - DAY, T, M);
    expect(at(begun, HOUR - 1).mark).toBe(T - DAY + HOUR - 1);
    expect(at(begun, HOUR).mark).toBe(T + HOUR);
  });

  it('accepts a longer time later: after a hundredth of it', () => {
    const begun = beginToFollow(T - YEAR, T, M);
    expect(at(begun, 3 * DAY).mark).toBe(T - YEAR + 3 * DAY);
    expect(at(begun, 4 * DAY).mark).toBe(T + 4 * DAY);
  });

  it('accepts nothing of a clock that was wrong at the start and was corrected', () => {
    const begun = beginToFollow(T - DAY, T + YEAR, M);
    const right = at(at(begun, HOUR / 2, YEAR), HOUR / 2 + 1);
    expect(right.mark).toBe(T - DAY + HOUR / 2 + 1);
    expect(at(right, 1.5 * HOUR).mark).toBe(T - DAY + 1.5 * HOUR);
    expect(at(right, 2 * HOUR).mark).toBe(T + 2 * HOUR);
  });

  it('accepts nothing of a clock that leaps ahead in its first hour', () => {
    const leapt = at(beginToFollow(T - DAY, T, M), HOUR / 2, DAY);
    expect(at(leapt, 40 * DAY, DAY).mark).toBe(T - DAY + 40 * DAY);
  });

  it('ignores adjustments of less than a minute', () => {
    const begun = beginToFollow(T - DAY, T, M);
    expect(at(at(begun, HOUR / 2, 1_000), HOUR, 2_000).mark).toBe(T + HOUR + 2_000);
  });

  it('takes over a later mark of another host, and no earlier one', () => {
    const begun = beginToFollow(undefined, T, M);
    expect(raiseTo(begun, T - 1, M)).toBe(begun);
    const raised = raiseTo(begun, T + HOUR, M);
    expect(raised.mark).toBe(T + HOUR);
    expect(at(raised, 2 * HOUR).mark).toBe(T + 2 * HOUR);
  });
});
