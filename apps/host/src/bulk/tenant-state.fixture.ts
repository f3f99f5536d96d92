import type { TenantClient } from '../tenant-client.fixture.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

interface Resource {
  readonly id: string;
  readonly userName?: string;
  readonly displayName?: string;
  readonly title?: string;
  readonly meta: { readonly version: string };
  readonly members?: readonly { readonly value: string }[];
  readonly [ENTERPRISE]?: { readonly manager?: { readonly value: string } };
}

/** All resources of a tenant, with names in place of ids, so that two tenants can be compared. */
export async function stateOf(tenant: TenantClient): Promise<readonly object[]> {
  const all = await everything(tenant);
  const names = new Map(all.map(({ id, userName, displayName }) => [id, userName ?? displayName]));
  const nameOf = (id: string): string => names.get(id) ?? 'somebody else';
  return all
    .map(({ id, userName, displayName, title, meta, members = [], [ENTERPRISE]: enterprise }) => ({
      name: nameOf(id),
      userName,
      displayName,
      title,
      version: meta.version,
      members: members.map(({ value }) => nameOf(value)).toSorted(),
      manager: enterprise?.manager && nameOf(enterprise.manager.value),
    }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** Deletes all resources of a tenant. */
export async function empty(tenant: TenantClient): Promise<void> {
  const paths = (await everything(tenant)).map(({ id, userName }) =>
    userName === undefined ? `/Groups/${id}` : `/Users/${id}`,
  );
  await Promise.all(paths.map((path) => tenant.send('DELETE', path)));
}

async function everything(tenant: TenantClient): Promise<readonly Resource[]> {
  const answer = await tenant.send('GET', '/?count=200');
  return ((await answer.json()) as { Resources: readonly Resource[] }).Resources; // a list answer
}
