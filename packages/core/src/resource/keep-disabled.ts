import type { ParseContext } from '../dialect/parse-context.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { USER } from '../schema/urn.ts';
import type { Resource } from './resource.ts';

/** Whether a resource type has the `active` that enables and disables users (RFC 7643 §4.1.1). */
export function canDisable({ schema }: ResourceType): boolean {
  return schema.id === USER && schema.attributes.some(({ name }) => name === 'active');
}

/**
 * The state after a write, in which a disabled user without `active` stays disabled. If the profile requires `active`, it
 * stays absent, and the resource is refused later.
 *
 * @example
 * keepDisabled({ active: false }, { userName: 'ada' }, userType, openParseContext()); // { userName: 'ada', active: false }
 */
export function keepDisabled(
  before: Resource,
  after: Resource,
  type: ResourceType,
  context: ParseContext,
): Resource {
  if (before['active'] !== false || after['active'] !== undefined || !canDisable(type)) return after;
  if (type.required.some(({ path }) => path === 'active')) return after;
  return context.accept('absent-active-keeps-disabled') ? { ...after, active: false } : after;
}
