import { openParseContext } from '@scimwright/core';
import type { MappingProfile } from '@scimwright/core/profile';
import { bindPath, parseAttributePath } from '@scimwright/core/path';
import type { Target } from '@scimwright/core/schema';

/**
 * Finds the target of a path in a profile: that of its row, or a common attribute.
 *
 * @returns undefined when the profile does not have the path
 *
 * @example
 * findTarget(connector.users, 'emails[type eq "work"].value')?.kind; // 'element'
 */
export function findTarget({ rows, type }: MappingProfile, path: string): Target | undefined {
  const row = rows.find((candidate) => candidate.path === path);
  if (row !== undefined) return row.target;
  const parsed = parseAttributePath(path);
  const strictly = openParseContext({ off: ['unqualified-extension-attribute'] });
  const bound = parsed && bindPath(parsed, type, strictly);
  return bound && { kind: 'attribute', path: bound };
}
