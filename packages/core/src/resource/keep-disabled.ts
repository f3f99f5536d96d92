import type { Reading } from '../dialect/reading.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { USER } from '../schema/urn.ts';
import type { Resource } from './resource.ts';

/**
 * Whether `active` of a resource type says that an account can be used, as it does of users (RFC 7643 §4.1.1).
 *
 * @example
 * canDisable(userType); // true for a product that has a row for `active`
 */
export function canDisable({ schema }: ResourceType): boolean {
  return schema.id === USER && schema.attributes.some(({ name }) => name === 'active');
}

/**
 * The state after a write in which a disabled user is still disabled, unless the write said otherwise: an absent
 * `active` enables nobody. Where the profile requires `active`, its absence stays, to be refused.
 *
 * @example
 * keepDisabled({ active: false }, { userName: 'ada' }, userType, openReading()); // { userName: 'ada', active: false }
 */
export function keepDisabled(
  before: Resource,
  after: Resource,
  type: ResourceType,
  reading: Reading,
): Resource {
  if (before['active'] !== false || after['active'] !== undefined || !canDisable(type)) return after;
  if (type.required.some(({ path }) => path === 'active')) return after;
  return reading.accept('absent-active-keeps-disabled') ? { ...after, active: false } : after;
}
