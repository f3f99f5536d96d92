import type { Connector } from '@scimwright/connector-kit';
import type { DepartureId, MappingProfile } from '@scimwright/core';
import type { Limits } from '../limits.ts';

/** What the document is about. */
export interface Subject {
  readonly connector: Connector;
  /** The tenant URL, without a slash at its end. */
  readonly base: string;
  readonly limits: Limits;
}

/** A resource type of the document, and how its bodies are read. */
export interface DescribedType {
  readonly profile: MappingProfile;
  readonly limits: Limits;
  /** Whether the connector accepts a departure from the RFCs. */
  accepts(departure: DepartureId): boolean;
}

/**
 * A resource type of the document.
 *
 * @example
 * describedType(connector.users, subject).accepts('boolean-as-string'); // true
 */
export function describedType(profile: MappingProfile, { connector, limits }: Subject): DescribedType {
  return { profile, limits, accepts: (departure) => !connector.departuresOff.includes(departure) };
}
