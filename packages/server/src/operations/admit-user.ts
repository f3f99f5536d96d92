import { ScimError, type Resource, type ResourceType } from '@scimwright/core';
import type { BoundFilter } from '@scimwright/core/filter';
import type { TenantId } from '@scimwright/store';
import { equalTo } from '../resource/equal-to.ts';
import type { Deps, ResourceRequest } from '../scim-request.ts';

/**
 * Runs a write that makes an account usable: a create, or an enable. The connector's `refuse` is asked first. Such writes of
 * a tenant run one after the other, so that two of them cannot both get the last seat.
 *
 * @throws ScimError invalidValue with the vendor's reason
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
    // Not 403: Entra would treat that as wrong credentials and stop provisioning everyone.
    if (reason !== undefined) throw new ScimError('invalidValue', reason);
    return write();
  });
}

/** Runs work that may take seats of a tenant, after all earlier such work. */
export function takeSeats<Result>(
  tenant: TenantId,
  { inTurn }: Pick<Deps, 'inTurn'>,
  work: () => Promise<Result>,
): Promise<Result> {
  return inTurn(`${tenant}/seats`, work);
}

/** RFC 7643 leaves a missing `active` to the server, where it means usable. So this counts all minus the disabled. */
async function countActive({ store }: Deps, tenant: TenantId, type: ResourceType): Promise<number> {
  const disabled = equalTo(type, 'active', 'false');
  const count = async (filter: BoundFilter | undefined): Promise<number> =>
    (await store.resources.find(tenant, { type, filter, startIndex: 1, count: 0 })).total;
  // A product without `active` has only active users.
  const [all, inactive] = await Promise.all([count(undefined), disabled === undefined ? 0 : count(disabled)]);
  return all - inactive;
}
