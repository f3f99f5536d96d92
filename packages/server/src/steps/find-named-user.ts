import { ScimError } from '@scimwright/core';
import type { ResourceStore, Stored } from '@scimwright/store';
import type { ScimRequest } from '../scim-request.ts';

/**
 * Reads the user that a token names. Ids are never reused, so it cannot be another user.
 *
 * @throws ScimError unauthorized when the user was deleted
 */
export async function findNamedUser(
  { connector, tenant }: Pick<ScimRequest, 'connector' | 'tenant'>,
  id: string,
  resources: Pick<ResourceStore, 'get'>,
): Promise<Stored> {
  const user = await resources.get(tenant.id, connector.users.type.name, id);
  if (user !== undefined) return user;
  throw new ScimError('unauthorized', 'The user of this token was deleted, so the token is no longer valid.');
}
