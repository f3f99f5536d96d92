import { ScimError, type BoundFilter, type Resource, type ResourceType } from '@scimwright/core';
import type { TenantId } from '@scimwright/store';
import { equalTo } from '../resource/equal-to.ts';
import type { Deps, ResourceRequest } from '../scim-request.ts';

/**
 * Runs a write that lets an account be used: a create, or an enable. Where the connector has a policy of its own, it is
 * asked first, and such writes of a tenant take turns, so that two at once do not both get the last seat.
 *
 * @throws ScimError invalidValue with the vendor's reason
 *
 * @example
 * await admitUser(request, deps, { change: 'create', user: { userName: 'ada' } }, write);
 */
export async function admitUser<Result>(
  { connector, tenant, settings, type }: ResourceRequest,
  deps: Deps,
  wish: { readonly change: 'create' | 'enable'; readonly user: Resource },
  write: () => Promise<Result>,
): Promise<Result> {
  if (connector.refuse === undefined || type !== connector.users.type || wish.user['active'] === false)
    return write();
  return takeSeats(tenant.id, deps, async () => {
    const activeUsers = await countActive(deps, tenant.id, type);
    const reason = connector.refuse?.({ ...wish, settings, activeUsers });
    // Not 403: Entra would take that for wrong credentials and stop provisioning everyone.
    if (reason !== undefined) throw new ScimError('invalidValue', reason);
    return write();
  });
}

/**
 * Runs work that may take seats of a tenant, after all earlier work of that kind.
 *
 * @example
 * await takeSeats(tenant.id, deps, write);
 */
export function takeSeats<Result>(
  tenant: TenantId,
  { inTurn }: Pick<Deps, 'inTurn'>,
  work: () => Promise<Result>,
): Promise<Result> {
  return inTurn(`${tenant}/seats`, work);
}

/** RFC 7643 leaves a missing `active` to the server: the account can be used. So those are counted that cannot. */
async function countActive({ store }: Deps, tenant: TenantId, type: ResourceType): Promise<number> {
  const disabled = equalTo(type, 'active', 'false');
  const count = async (filter: BoundFilter | undefined): Promise<number> =>
    (await store.resources.find(tenant, { type, filter, startIndex: 1, count: 0 })).total;
  // Where the product cannot disable anyone, everyone is active.
  const [all, inactive] = await Promise.all([count(undefined), disabled === undefined ? 0 : count(disabled)]);
  return all - inactive;
}
