import type { SupportIssuedToken } from '@scimwright/connector-kit';
import { changeTenant } from '@scimwright/server/admin';
import { expect, it } from 'vitest';
import { refusalOf } from '../connector/refusal-of.ts';
import type { TokenFlowSuite } from './token-flow-suite.ts';

/**
 * Tests that a token is issued and accepted only while the tenant has the entitlement of the token flow, and that the
 * refusal says what to do.
 */
export function describeEntitlement(
  { server, issue, probe, works }: TokenFlowSuite,
  { entitlement = '', instructions }: SupportIssuedToken,
): void {
  it(`is not issued without ${entitlement}, and the refusal tells support what to do`, async () => {
    const tenant = await server().createTenant([]);
    const refusal = await refusalOf(issue(tenant));
    expect(refusal).toContain(entitlement);
    expect(refusal).toContain('scimwright tenant set');
    expect(refusal).not.toContain(instructions);
    expect(await server().admin.store.tokens.list(tenant.id)).toEqual([]);
  });

  it(`does not work once ${entitlement} is removed, and the refusal says what to do`, async () => {
    const { tenant, secretToken } = await server().openTenant();
    await changeTenant(server().admin, tenant, { entitlements: [] });
    const detail = expect.stringContaining(instructions) as unknown;
    expect(await probe(tenant, secretToken)).toMatchObject({ status: 403, body: { detail } });
    await changeTenant(server().admin, tenant, { entitlements: tenant.entitlements });
    expect(await works(tenant, secretToken)).toEqual([true]);
  });
}
