import { z } from 'zod';

/**
 * Checks that `schemas` lists the URN of a message. It reports one mistake for the whole list, however long it is.
 */
export function listsUrn(wanted: string): z.ZodType<readonly string[]> {
  return z.custom<readonly string[]>(
    (urns) =>
      Array.isArray(urns) &&
      urns.every((urn) => typeof urn === 'string') &&
      urns.some((urn) => urn.toLowerCase() === wanted.toLowerCase()),
  );
}
