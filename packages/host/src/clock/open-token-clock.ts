import type { Logger } from '@scimwright/server';
import { clockWarning, describeFault } from '@scimwright/server/internal';
import type { ClockMark, ClockStore } from '@scimwright/store';
import { repeat } from '../repeat.ts';
import { beginToFollow, followClock, raiseTo } from './follow-clock.ts';

const HOUR_MS = 3_600_000;

/** The time by which tokens and links expire. */
export interface TokenClock {
  /** The later of the clock and the mark, without asking the database. */
  now(): Date;
  /** How far the clock is behind the mark, in milliseconds. */
  behind(): number;
  /** A warning for administrators, if there is one. */
  warning(): string | undefined;
  /**
   * Writes the mark once an hour, and reads the marks of other hosts. A clock that is behind the mark reads it each time,
   * because an administrator may have set the mark back.
   */
  keep(): Promise<void>;
  /** Writes the mark once more, and stops. */
  close(): Promise<void>;
}

/**
 * Opens a clock for tokens that never goes back. It keeps its mark every `everyMs`.
 *
 * @param deps.mark - the mark in the database when it was opened
 * @param deps.monotonic - milliseconds of a monotonic clock
 */
export function openTokenClock(deps: {
  readonly store: ClockStore;
  readonly mark: ClockMark | undefined;
  readonly clock: () => Date;
  readonly monotonic: () => number;
  readonly logger: Logger;
  readonly everyMs: number;
}): TokenClock {
  const { store, clock, monotonic, logger, everyMs } = deps;
  let setBacks = deps.mark?.setBacks ?? 0;
  let followed = beginToFollow(timeOf(deps.mark), clock().getTime(), monotonic());
  let written: number | undefined;
  let isSaid = false;

  const markNow = (): number => {
    followed = followClock(followed, clock().getTime(), monotonic());
    return followed.mark;
  };
  const behind = (): number => Math.max(0, markNow() - clock().getTime());
  const warning = (): string | undefined => clockWarning(clock(), new Date(markNow()));
  const raise = (): Promise<ClockMark> => store.raise({ at: new Date(markNow()).toISOString(), setBacks });
  const take = (stored: ClockMark): void => {
    const at = Date.parse(stored.at);
    followed =
      stored.setBacks === setBacks
        ? raiseTo(followed, at, monotonic())
        : beginToFollow(at, clock().getTime(), monotonic());
    setBacks = stored.setBacks;
  };
  const exchange = async (): Promise<void> => {
    const now = monotonic();
    if (written === undefined || now - written >= HOUR_MS) {
      take(await raise());
      written = now;
    } else if (warning() !== undefined) {
      const stored = await store.read();
      if (stored !== undefined) take(stored);
    }
  };
  const keep = async (): Promise<void> => {
    try {
      await exchange();
    } catch (error) {
      logger.warn(describeFault(error), 'the clock mark could not be written or read');
    }
    const said = warning();
    if (said !== undefined && !isSaid) logger.warn({}, said);
    isSaid = said !== undefined;
  };

  const { stop } = repeat(everyMs, keep);
  return {
    now: () => new Date(Math.max(clock().getTime(), markNow())),
    behind,
    warning,
    keep,
    close: async () => {
      await stop();
      await raise().catch((error: unknown) =>
        logger.warn(describeFault(error), 'the clock mark could not be written'),
      );
    },
  };
}

function timeOf(mark: ClockMark | undefined): number | undefined {
  return mark && Date.parse(mark.at);
}
