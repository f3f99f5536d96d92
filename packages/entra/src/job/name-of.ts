import type { DirectoryGroup, DirectoryUser } from '../directory/directory.ts';

/** What an administrator knows an object by. */
export function nameOf(object: DirectoryUser | DirectoryGroup | undefined): string | undefined {
  const { userPrincipalName, displayName } = object?.attributes ?? {};
  const name = userPrincipalName ?? displayName;
  return typeof name === 'string' ? name : undefined;
}
