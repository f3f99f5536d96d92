import type { ResourceType } from '@scimwright/core';
import type { BoundPath } from '@scimwright/core/schema';

const COMPUTED_META: ReadonlySet<string> = new Set(['location', 'version']);

/**
 * Whether a path names a value that is computed for each response and not stored, so that no filter can find it:
 * `meta.location`, `meta.version`, and the `$ref` of members and groups.
 */
export function isComputed({ extension, attribute, sub }: BoundPath, type: ResourceType): boolean {
  if (sub === undefined) return false;
  if (attribute === type.membership || attribute === type.memberOf?.attribute) return sub.name === '$ref';
  return extension === undefined && attribute.name === 'meta' && COMPUTED_META.has(sub.name);
}
