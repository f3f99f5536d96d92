import { inRange, TICKS_PER_DAY, type Instant } from './instant.ts';

/** From 1601 to 1970. Active Directory counts 100 nanoseconds since 1601. */
const OFFSET = 134_774n * TICKS_PER_DAY;

/** The file time of Active Directory for a moment. */
export function fileTimeOf(instant: Instant): bigint {
  return instant + OFFSET;
}

/** The moment of a file time of Active Directory, or undefined outside of the years 1601 to 9999. */
export function instantOfFileTime(fileTime: bigint): Instant | undefined {
  return fileTime < 0n ? undefined : inRange(fileTime - OFFSET);
}
