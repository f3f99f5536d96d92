import { spokenTime } from './spoken-time.ts';

/**
 * How long a token works, as a sentence has it.
 *
 * @example
 * spokenEnd('2026-01-31T12:00:00.000Z'); // 'until 2026-01-31 at 12:00 UTC'
 * spokenEnd(undefined); // 'until it is revoked'
 */
export function spokenEnd(expires: string | undefined): string {
  return expires === undefined ? 'until it is revoked' : `until ${spokenTime(expires)}`;
}
