import type { AdminEnabledToken } from '@scimwright/connector-kit';
import { changeTenant, enableTenant, revokeToken } from '@scimwright/server/admin';
import type { Tenant } from '@scimwright/store';
import { expect, it } from 'vitest';
import { refusalOf } from '../connector/refusal-of.ts';
import type { TokenFlowSuite } from './token-flow-suite.ts';

/** Tests that enabling makes the token once, and that no token can be made before. */
export function describeEnabling(
  { server, issue, works }: TokenFlowSuite,
  { where, enables }: AdminEnabledToken,
): void {
  const enable = (tenant: Tenant) => enableTenant(server().admin, tenant, { createdBy: 'suite' });
  const tokensOf = (tenant: Tenant) => server().admin.store.tokens.list(tenant.id);

  it(`is not made before ${enables} is enabled, and the refusal says where`, async () => {
    const tenant = await server().createTenant();
    const refusal = await refusalOf(issue(tenant));
    expect(refusal).toContain(`${where} > enable ${enables}`);
    expect(await tokensOf(tenant)).toEqual([]);
  });

  it('is made when the tenant is enabled, and opens the tenant', async () => {
    const { tenant, issued } = await enable(await server().createTenant());
    expect(await works(tenant, issued?.secret ?? '')).toEqual([true]);
    expect(await tokensOf(tenant)).toHaveLength(1);
  });

  it('is not made again while a valid one exists', async () => {
    const { tenant, secretToken } = await server().openTenant();
    const { issued } = await enable(tenant);
    expect(issued).toBeUndefined();
    expect(await tokensOf(tenant)).toHaveLength(1);
    expect(await works(tenant, secretToken)).toEqual([true]);
  });

  it('stays the same when the tenant is disabled and enabled again', async () => {
    const { tenant, secretToken } = await server().openTenant();
    const off = await changeTenant(server().admin, tenant, { enabled: false });
    expect(await works(off, secretToken)).toEqual([false]);
    const { issued } = await enable(off);
    expect(issued).toBeUndefined();
    expect(await works(off, secretToken)).toEqual([true]);
  });

  it('is made anew when the tenant is enabled after the old one was revoked', async () => {
    const { tenant, secretToken, token } = await server().openTenant();
    await revokeToken(server().admin, tenant, token.id);
    const { issued } = await enable(tenant);
    expect(await works(tenant, secretToken, issued?.secret ?? '')).toEqual([false, true]);
  });
}
