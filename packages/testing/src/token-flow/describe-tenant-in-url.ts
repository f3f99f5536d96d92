import { expect, it } from 'vitest';
import { expectUnauthorized, type TokenSubject } from './token-subject.ts';

/**
 * Tests that a token opens no tenant URL but that of its tenant.
 *
 * @example
 * describeTenantInUrl(tokenSubject(subject));
 */
export function describeTenantInUrl({ bench, probe }: TokenSubject): void {
  it('does not open another tenant', async () => {
    const { secretToken } = await bench().openTenant();
    const { tenant: other } = await bench().openTenant();
    expectUnauthorized(await probe(other, secretToken));
  });

  it('of another tenant is told the same whether the tenant exists or not', async () => {
    const { tenant, secretToken } = await bench().openTenant();
    const { tenant: other } = await bench().openTenant();
    const existing = await probe(other, secretToken);
    const missing = await probe({ ...tenant, name: 'nobody-is-here' }, secretToken);
    expectUnauthorized(missing);
    expect(missing.body).toEqual(existing.body);
  });
}
