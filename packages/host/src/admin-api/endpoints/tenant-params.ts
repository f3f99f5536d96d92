import { tenantOf } from '@scimwright/server';
import type { Tenant } from '@scimwright/store';
import { z } from 'zod';
import type { AdminApiDeps } from '../endpoint.ts';

/** What names a tenant in a path. */
export const tenantParams = z.strictObject({
  connector: z.string().max(100).describe('The id of a connector.'),
  tenant: z.string().max(100).describe('The name of a tenant.'),
});

/** No parameters. */
export const nothing = z.strictObject({});

/**
 * The tenant that a path names.
 *
 * @throws AdminRefusal when there is none
 *
 * @example
 * const tenant = await tenantAt({ connector: 'bic', tenant: 'contoso' }, apiDeps);
 */
export function tenantAt(params: z.output<typeof tenantParams>, deps: AdminApiDeps): Promise<Tenant> {
  return tenantOf(deps, params.connector, params.tenant);
}
