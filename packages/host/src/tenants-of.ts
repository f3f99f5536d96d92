import type { Store, Tenant } from '@scimwright/store';

/** How many tenants are read at once. */
const PAGE = 100;

/**
 * The tenants of a connector, however many there are, read as they are consumed.
 *
 * @example
 * for await (const { name } of tenantsOf(store, 'bic')) logger.info({ name }, 'a tenant');
 */
export async function* tenantsOf(
  { tenants }: Pick<Store, 'tenants'>,
  connector: string,
): AsyncGenerator<Tenant> {
  for (let after: Tenant | undefined; ;) {
    const page: readonly Tenant[] = await tenants.list({ connector, after, limit: PAGE });
    yield* page;
    after = page.at(-1);
    if (after === undefined) return;
  }
}
