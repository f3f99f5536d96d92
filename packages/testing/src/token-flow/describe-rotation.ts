import { revokeToken } from '@scimwright/server/admin';
import type { Tenant } from '@scimwright/store';
import { expect, it } from 'vitest';
import { refusalOf } from '../connector/refusal-of.ts';
import type { TokenFlowSuite } from './token-flow-suite.ts';

/**
 * Tests the rotation of tokens: how long the old token still works, and how many may work at once.
 */
export function describeRotation(suite: TokenFlowSuite): void {
  const { connector, server, issue, works } = suite;
  const { maxTokens, overlapDays } = connector.token;
  if (overlapDays === undefined) describeLasting(suite);
  else describeOverlap(suite, overlapDays);

  /** Issues tokens to a tenant with one token until it has the maximum. */
  const fill = async (tenant: Tenant): Promise<void> => {
    for (let count = 1; count < maxTokens; count += 1) await issue(tenant);
  };

  it(`is refused to a tenant that has ${maxTokens} already, until one of them is revoked`, async () => {
    const { tenant, token } = await server().openTenant();
    await fill(tenant);
    expect(await refusalOf(issue(tenant))).toMatch(/revoke/i);
    expect(await server().admin.store.tokens.list(tenant.id)).toHaveLength(maxTokens);
    await revokeToken(server().admin, tenant, token.id);
    const { secret } = await issue(tenant);
    expect(await works(tenant, secret)).toEqual([true]);
  });

  if (overlapDays === undefined) return;

  it(`is refused to a tenant that has ${maxTokens} already, until one of them has expired`, async () => {
    const { tenant } = await server().openTenant();
    await fill(tenant);
    await refusalOf(issue(tenant));
    server().passDays(overlapDays + 0.01);
    const { secret } = await issue(tenant);
    expect(await works(tenant, secret)).toEqual([true]);
  });
}

function describeOverlap({ server, issue, works }: TokenFlowSuite, overlapDays: number): void {
  it('still works beside a new one until the overlap ends', async () => {
    const { tenant, secretToken: old } = await server().openTenant();
    const { secret: fresh } = await issue(tenant);
    expect(await works(tenant, old, fresh)).toEqual([true, true]);
    server().passDays(overlapDays - 0.01);
    expect(await works(tenant, old, fresh)).toEqual([true, true]);
    server().passDays(0.02);
    expect(await works(tenant, old, fresh)).toEqual([false, true]);
  });
}

const YEARS_IN_DAYS = 1_000;

function describeLasting({ server, issue, works }: TokenFlowSuite): void {
  it('stays valid when a new one is issued', async () => {
    const { tenant, secretToken: old } = await server().openTenant();
    const { secret: fresh } = await issue(tenant);
    server().passDays(YEARS_IN_DAYS);
    expect(await works(tenant, old, fresh)).toEqual([true, true]);
  });
}
