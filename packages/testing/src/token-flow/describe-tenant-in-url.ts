import { expect, it } from 'vitest';
import { expectUnauthorized, type TokenFlowSuite } from './token-flow-suite.ts';

/** Tests that a token opens only the Tenant URL of its tenant. */
export function describeTenantInUrl({ server, probe }: TokenFlowSuite): void {
  it('does not open another tenant', async () => {
    const { secretToken } = await server().openTenant();
    const { tenant: other } = await server().openTenant();
    expectUnauthorized(await probe(other, secretToken));
  });

  it('of another tenant gets the same answer whether the tenant exists or not', async () => {
    const { tenant, secretToken } = await server().openTenant();
    const { tenant: other } = await server().openTenant();
    const existing = await probe(other, secretToken);
    const missing = await probe({ ...tenant, name: 'nobody-is-here' }, secretToken);
    expectUnauthorized(missing);
    expect(missing.body).toEqual(existing.body);
  });
}
