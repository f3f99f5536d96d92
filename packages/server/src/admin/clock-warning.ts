import { spokenSpan } from './spoken-span.ts';

/** Clocks of several hosts agree to within some seconds; what is less than this is nothing to look at. */
const TOLERANCE_MS = 60_000;

/**
 * What to say of a clock that is behind the latest time that the hosts of its database have been at; undefined when it is not.
 *
 * @example
 * clockWarning(new Date(), new Date()); // undefined
 */
export function clockWarning(now: Date, mark: Date): string | undefined {
  const behind = mark.getTime() - now.getTime();
  if (behind <= TOLERANCE_MS) return undefined;
  return `The clock of this machine is ${spokenSpan(behind)} behind: hosts of this database have been at ${mark.toISOString()}. Tokens and links end by that time until the clock has caught up. If the clock is wrong, correct it. If it is right, and was wrong before, say so: npx scimwright clock set-back`;
}
