import type { Tenant } from '@scimwright/store';
import { connectorOf, type AdminDeps } from './admin-deps.ts';

/** Which tenants to list. */
export interface TenantList {
  /** The id of a connector; undefined for all. */
  readonly connector?: string | undefined;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/**
 * Lists tenants by connector and name, a page of them.
 *
 * @returns the tenants and, unless they are the last, where the next page begins
 * @throws AdminRefusal when there is no such connector
 *
 * @example
 * const { tenants, next } = await listTenants(deps, { connector: 'bic', limit: 50 });
 */
export async function listTenants(
  deps: AdminDeps,
  { connector, after, limit }: TenantList,
): Promise<{ readonly tenants: readonly Tenant[]; readonly next: string | undefined }> {
  if (connector !== undefined) connectorOf(deps, connector);
  const [afterConnector = '', afterName = ''] = after?.split('/') ?? [];
  const found = await deps.store.tenants.list({
    connector,
    after: after === undefined ? undefined : { connector: afterConnector, name: afterName },
    limit: limit + 1,
  });
  const tenants = found.slice(0, limit);
  const last = tenants.at(-1);
  return { tenants, next: found.length > limit && last ? `${last.connector}/${last.name}` : undefined };
}
