import type { TokenFlow } from '@scimwright/connector-kit';
import { changeTenant } from '@scimwright/server/admin';
import { expect, it } from 'vitest';
import type { TokenFlowSuite } from './token-flow-suite.ts';

/**
 * Tests that a disabled tenant refuses every token at once and says where to enable it, and that the same tokens work
 * again afterwards.
 */
export function describeSwitch({ connector, server, probe, works }: TokenFlowSuite): void {
  it('does not work while the tenant is disabled, and the refusal says where to enable it', async () => {
    const { tenant, secretToken } = await server().openTenant();
    await changeTenant(server().admin, tenant, { enabled: false });
    const answer = await probe(tenant, secretToken);
    // Not 401: the token is right, and copying it again would not help.
    expect(answer).toMatchObject({ status: 403 });
    for (const words of [connector.displayName, ...placeOf(connector.token, connector.displayName)]) {
      expect(answer).toHaveProperty('body.detail', expect.stringContaining(words));
    }
    await changeTenant(server().admin, tenant, { enabled: true });
    expect(await works(tenant, secretToken)).toEqual([true]);
  });
}

/** The place where a tenant is enabled, as the refusal names it. */
function placeOf(policy: TokenFlow, product: string): readonly string[] {
  switch (policy.kind) {
    case 'enabled-by-admin':
    case 'made-on-tab':
      return [policy.where, policy.enables];
    case 'support-issued':
    case 'personal':
      return [`${product} support`];
    default:
      return policy satisfies never;
  }
}
