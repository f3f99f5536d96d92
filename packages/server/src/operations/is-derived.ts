import type { BoundPath, ResourceType } from '@scimwright/core';

const DERIVED_META: ReadonlySet<string> = new Set(['location', 'version']);

/**
 * Whether a path names what is made for each answer and kept nowhere, so that nothing is found by it: `meta.location`,
 * `meta.version`, and the `$ref` of members and of groups.
 *
 * @example
 * const path = parseAttributePath('meta.version');
 * const bound = path && bindPath(path, userType, openReading());
 * bound && isDerived(bound, userType); // true
 */
export function isDerived({ extension, attribute, sub }: BoundPath, type: ResourceType): boolean {
  if (sub === undefined) return false;
  if (attribute === type.membership || attribute === type.memberOf?.attribute) return sub.name === '$ref';
  return extension === undefined && attribute.name === 'meta' && DERIVED_META.has(sub.name);
}
