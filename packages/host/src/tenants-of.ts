import type { Store, Tenant } from '@scimwright/store';

/** How many tenants it reads at a time. */
const PAGE = 100;

/** Reads the tenants of a connector page by page, as they are consumed. */
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
