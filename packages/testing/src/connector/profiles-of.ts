import type { Connector } from '@scimwright/connector-kit';
import type { MappingProfile } from '@scimwright/core';

/** A resource type of a connector, as tests speak of it. */
export interface NamedProfile {
  readonly kind: 'user' | 'group';
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
export function profilesOf({ users, groups }: Connector): readonly NamedProfile[] {
  const all: readonly [NamedProfile['kind'], MappingProfile | undefined][] = [
    ['user', users],
    ['group', groups],
  ];
  return all.flatMap(([kind, profile]) =>
    profile === undefined ? [] : [{ kind, collection: profile.type.endpoint, profile }],
  );
}
