const HOUR_MS = 3_600_000;

/** What two readings of a clock may differ by and still count as one: clocks are slowed and hurried a little all the time. */
const TOLERANCE_MS = 60_000;

/** A leap of a clock is believed once the clock has held for this part of it, and for an hour at least. */
const LEAP_PART = 1 / 100;

/** What a clock claims beyond what was measured, and since when it has claimed the same; `mono` as below. */
interface Claim {
  readonly offset: number;
  readonly since: number;
}

/**
 * How far a clock was followed. Times are in milliseconds: those of the clock since 1970, those called `mono` of a clock that
 * nobody sets and that begins anywhere.
 */
export interface Followed {
  /** The latest time that is taken for real. */
  readonly mark: number;
  /** From where and when on the mark moves by no more than was measured. */
  readonly base: number;
  readonly baseMono: number;
  /** What the clock said beyond the mark when the host started; undefined once it was believed, or not believed for good. */
  readonly claim: Claim | undefined;
}

/**
 * Begins to follow a clock from a stored mark. Without one, there is nothing that could be lived again, and the clock is taken
 * at its word.
 *
 * @example
 * const followed = beginToFollow(undefined, Date.now(), performance.now());
 */
export function beginToFollow(mark: number | undefined, wall: number, mono: number): Followed {
  return mark === undefined
    ? { mark: wall, base: wall, baseMono: mono, claim: undefined }
    : { mark, base: mark, baseMono: mono, claim: { offset: wall - mono, since: mono } };
}

/**
 * Follows a clock up to now. Going back, it leaves the mark where it is. Leaping ahead, it does not take the mark along: that moves
 * by no more than was measured. How long nobody ran before the start was not measured by anybody; there, the clock is believed
 * once it has held.
 *
 * @example
 * followClock(beginToFollow(0, 500, 0), 600, 100).mark; // 100
 */
export function followClock(followed: Followed, wall: number, mono: number): Followed {
  const { mark, base, baseMono } = followed;
  const claim = weigh(followed.claim, wall, mono);
  const measured = base + mono - baseMono;
  const leap = wall - measured;
  if (claim !== undefined && leap > 0 && mono - claim.since >= Math.max(HOUR_MS, leap * LEAP_PART)) {
    return { mark: Math.max(mark, wall), base: wall, baseMono: mono, claim: undefined };
  }
  return { mark: Math.max(mark, Math.min(wall, measured)), base, baseMono, claim };
}

/** A clock that was put back claims anew; one that leaps ahead while it is watched claims nothing any more. */
function weigh(claim: Claim | undefined, wall: number, mono: number): Claim | undefined {
  if (claim === undefined) return undefined;
  const drift = wall - mono - claim.offset;
  if (drift > TOLERANCE_MS) return undefined;
  return drift < -TOLERANCE_MS ? { offset: wall - mono, since: mono } : claim;
}

/**
 * Takes over what another host of the database has measured.
 *
 * @example
 * raiseTo(beginToFollow(undefined, 0, 0), 500, 100).mark; // 500
 */
export function raiseTo(followed: Followed, mark: number, mono: number): Followed {
  if (mark <= followed.mark) return followed;
  const measured = followed.base + mono - followed.baseMono;
  return { ...followed, mark, base: Math.max(measured, mark), baseMono: mono };
}
