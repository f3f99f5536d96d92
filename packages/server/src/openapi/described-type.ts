import type { Connector } from '@scimwright/connector-kit';
import type { DepartureId } from '@scimwright/core';
import type { MappingProfile } from '@scimwright/core/profile';
import type { Limits } from '../limits.ts';

/** The service that the document describes. */
export interface DescribedService {
  readonly connector: Connector;
  /** The tenant URL, without a trailing slash. */
  readonly base: string;
  readonly limits: Limits;
}

/** A resource type of the document, and how its bodies are parsed. */
export interface DescribedType {
  readonly profile: MappingProfile;
  readonly limits: Limits;
  /** Whether the connector accepts a departure from the RFCs. */
  accepts(departure: DepartureId): boolean;
}

/** A resource type of the document. */
export function describedType(
  profile: MappingProfile,
  { connector, limits }: DescribedService,
): DescribedType {
  return { profile, limits, accepts: (departure) => !connector.departuresOff.includes(departure) };
}
