import { isSameUrn } from '../schema/urn.ts';

/** Whether `schemas` is a list of URNs that has the URN of a message. */
export function listsUrn(schemas: unknown, wanted: string): boolean {
  if (!Array.isArray(schemas)) return false;
  const urns = schemas.filter((urn) => typeof urn === 'string');
  return urns.length === schemas.length && urns.some((urn) => isSameUrn(urn, wanted));
}
