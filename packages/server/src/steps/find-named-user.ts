import { ScimError } from '@scimwright/core';
import type { ResourceStore, Stored } from '@scimwright/store';
import type { ScimRequest } from '../scim-request.ts';

/**
 * Reads the user whom a token names. Ids are never given twice, so that whoever is found is that user.
 *
 * @throws ScimError unauthorized when the user was removed: the token stands for nobody any more
 *
 * @example
 * const user = await findNamedUser(request, '2819', store.resources);
 */
export async function findNamedUser(
  { connector, tenant }: Pick<ScimRequest, 'connector' | 'tenant'>,
  id: string,
  resources: Pick<ResourceStore, 'get'>,
): Promise<Stored> {
  const user = await resources.get(tenant.id, connector.users.type.name, id);
  if (user !== undefined) return user;
  throw new ScimError(
    'unauthorized',
    'The user whom this token names was deleted, so it opens nothing any more.',
  );
}
