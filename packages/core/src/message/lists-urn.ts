import { isSameUrn } from '../schema/urn.ts';

/** Whether `schemas` is a list of URNs that has the URN of a message. */
export function listsUrn(schemas: unknown, wanted: string): boolean {
  if (!Array.isArray(schemas)) return false;
  let isListed = false;
  for (const urn of schemas as readonly unknown[]) {
    if (typeof urn !== 'string') return false;
    isListed ||= isSameUrn(urn, wanted);
  }
  return isListed;
}
