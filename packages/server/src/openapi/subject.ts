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
 * The resource types of a connector by what routes call them.
 *
 * @example
 * describedTypes({ connector, base: 'https://x.example/bic/contoso/scim/v2', limits: defaultLimits }).user.profile;
 */
export function describedTypes({ connector, limits }: Subject): {
  readonly user: DescribedType;
  readonly group: DescribedType | undefined;
} {
  const { users, groups, departuresOff } = connector;
  const describe = (profile: MappingProfile): DescribedType => ({
    profile,
    limits,
    accepts: (departure) => !departuresOff.includes(departure),
  });
  return { user: describe(users), group: groups && describe(groups) };
}
