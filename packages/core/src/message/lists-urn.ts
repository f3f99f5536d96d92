import { z } from 'zod';

/**
 * Checks that the `schemas` of a message list its URN: once for the whole list, since a list of a million numbers is one
 * mistake, not a million.
 *
 * @example
 * listsUrn(PATCH_OP).safeParse([PATCH_OP]).success; // true
 */
export function listsUrn(wanted: string): z.ZodType<readonly string[]> {
  return z.custom<readonly string[]>(
    (urns) =>
      Array.isArray(urns) &&
      urns.every((urn) => typeof urn === 'string') &&
      urns.some((urn) => urn.toLowerCase() === wanted.toLowerCase()),
  );
}
