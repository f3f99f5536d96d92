import { openParseContext } from '@scimwright/core';
import type { MappingProfile } from '@scimwright/core/profile';
import { bindPath, parseAttributePath } from '@scimwright/core/path';
import type { Target } from '@scimwright/core/schema';

/**
 * What a path means in a profile: the target of its row, or an attribute that every resource has.
 *
 * @returns undefined when the profile has nothing of the kind
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
