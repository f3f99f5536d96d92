const HOUR_MS = 3_600_000;

/** The drift between two clocks that still counts as none: system clocks are adjusted a little all the time. */
const TOLERANCE_MS = 60_000;

/** A leap of the clock is accepted once the clock has held for this part of the leap, and for at least an hour. */
const LEAP_PART = 1 / 100;

/** A clock that is ahead of the measured time: its offset to the monotonic clock, and since when that has held. */
interface UnconfirmedTime {
  readonly offset: number;
  readonly since: number;
}

/**
 * The state of following a clock. Times are in milliseconds: of the system clock since 1970, and those called `mono` of a
 * monotonic clock.
 */
export interface Followed {
  /** The latest time that is accepted. */
  readonly mark: number;
  /** The time from which the mark advances no faster than the monotonic clock. */
  readonly base: number;
  readonly baseMono: number;
  /** How far the clock was ahead of the mark at the start; undefined once that was accepted or rejected. */
  readonly unconfirmed: UnconfirmedTime | undefined;
}

/**
 * Begins to follow a clock from a stored mark. Without a mark no token can have expired yet, and the clock is trusted.
 */
export function beginToFollow(mark: number | undefined, wall: number, mono: number): Followed {
  return mark === undefined
    ? { mark: wall, base: wall, baseMono: mono, unconfirmed: undefined }
    : { mark, base: mark, baseMono: mono, unconfirmed: { offset: wall - mono, since: mono } };
}

/**
 * Follows a clock up to now. A clock that goes back leaves the mark where it is. A clock that leaps ahead does not move the
 * mark further than the measured time. The time before the start was not measured, so a clock that is ahead then is accepted
 * once it has held long enough.
 *
 * @example
 * followClock(beginToFollow(0, 500, 0), 600, 100).mark; // 100
 */
export function followClock(followed: Followed, wall: number, mono: number): Followed {
  const { mark, base, baseMono } = followed;
  const unconfirmed = reconsidered(followed.unconfirmed, wall, mono);
  const measured = base + mono - baseMono;
  const leap = wall - measured;
  if (
    unconfirmed !== undefined &&
    leap > 0 &&
    mono - unconfirmed.since >= Math.max(HOUR_MS, leap * LEAP_PART)
  ) {
    return { mark: Math.max(mark, wall), base: wall, baseMono: mono, unconfirmed: undefined };
  }
  return { mark: Math.max(mark, Math.min(wall, measured)), base, baseMono, unconfirmed };
}

/** A clock that was set back starts over; a clock that leaps ahead while it is watched is rejected. */
function reconsidered(
  unconfirmed: UnconfirmedTime | undefined,
  wall: number,
  mono: number,
): UnconfirmedTime | undefined {
  if (unconfirmed === undefined) return undefined;
  const drift = wall - mono - unconfirmed.offset;
  if (drift > TOLERANCE_MS) return undefined;
  return drift < -TOLERANCE_MS ? { offset: wall - mono, since: mono } : unconfirmed;
}

/** Takes over the mark of another host on the database. */
export function raiseTo(followed: Followed, mark: number, mono: number): Followed {
  if (mark <= followed.mark) return followed;
  const measured = followed.base + mono - followed.baseMono;
  return { ...followed, mark, base: Math.max(measured, mark), baseMono: mono };
}
