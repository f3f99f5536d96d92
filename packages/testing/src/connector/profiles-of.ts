import type { Connector } from '@scimwright/connector-kit';
import type { MappingProfile } from '@scimwright/core/profile';

/** A resource type of a connector, with its names in tests. */
export interface NamedProfile {
  /** `user`, `group`, or the name of a declared type in lower case. */
  readonly kind: string;
  /** Relative to the tenant URL. */
  readonly collection: string;
  readonly profile: MappingProfile;
}

/**
 * The resource types of a connector.
 *
 * @example
 * profilesOf(bic).map(({ collection }) => collection); // ['/Users', '/Groups']
 */
export function profilesOf({ users, groups, resources }: Connector): readonly NamedProfile[] {
  return [users, ...(groups === undefined ? [] : [groups]), ...resources].map((profile) => ({
    kind: profile.type.name.toLowerCase(),
    collection: profile.type.endpoint,
    profile,
  }));
}
