import type { Logger } from '@scimwright/server';
import { clockWarning, describeFault } from '@scimwright/server/internal';
import type { ClockMark, ClockStore } from '@scimwright/store';
import { repeat } from '../repeat.ts';
import { beginToFollow, followClock, raiseTo } from './follow-clock.ts';

const HOUR_MS = 3_600_000;

/** The time by which tokens and links end. */
export interface TokenClock {
  /** The later of the clock and the mark. It asks nobody. */
  now(): Date;
  /** How far the clock is behind the mark, in milliseconds. */
  behind(): number;
  /** What an administrator should look at; undefined when there is nothing. */
  warning(): string | undefined;
  /**
   * Writes the mark, when an hour has passed since it was written, and learns what others have written. A clock that is behind the
   * mark asks each time, since somebody may have set the mark back.
   */
  keep(): Promise<void>;
  /** Ends looking after it, and writes it once more. */
  close(): Promise<void>;
}

/**
 * Opens a clock for tokens that does not go back, looked after every `everyMs`.
 *
 * @param deps.mark - as it was read when the database was opened
 * @param deps.monotonic - milliseconds of a clock that nobody sets
 *
 * @example
 * const tokenClock = openTokenClock({
 *   store: store.clock, mark: await store.clock.read(), clock: () => new Date(), monotonic: () => performance.now(), logger, everyMs: 5_000,
 * });
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
      logger.warn(describeFault(error), 'the mark of the clock was not written or read');
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
        logger.warn(describeFault(error), 'the mark of the clock was not written'),
      );
    },
  };
}

function timeOf(mark: ClockMark | undefined): number | undefined {
  return mark && Date.parse(mark.at);
}
