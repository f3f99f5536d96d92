import type { TabIssuedToken } from '@scimwright/connector-kit';
import { changeTenant } from '@scimwright/server/admin';
import { expect, it } from 'vitest';
import type { TokenFlowSuite } from './token-flow-suite.ts';

/** Tests that the token can be made before the switch beside it is on, and works only afterwards. */
export function describeTab(
  { server, issue, probe, works }: TokenFlowSuite,
  { where, enables }: TabIssuedToken,
): void {
  it(`can be made before ${enables} is on, and until then the refusal says where to switch it on`, async () => {
    const tenant = await server().createTenant();
    const { secret } = await issue(tenant);
    const detail = expect.stringContaining(`${where} > ${enables}`) as unknown;
    expect(await probe(tenant, secret)).toMatchObject({ status: 403, body: { detail } });
    await changeTenant(server().admin, tenant, { enabled: true });
    expect(await works(tenant, secret)).toEqual([true]);
  });
}
