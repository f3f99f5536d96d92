import type { SupportIssuedToken } from '@scimwright/connector-kit';
import { changeTenant } from '@scimwright/server/admin';
import { expect, it } from 'vitest';
import { refusalOf } from '../connector/refusal-of.ts';
import type { TokenSubject } from './token-subject.ts';

/**
 * Tests that a token is issued and accepted only while the customer has what the token flow asks for, and that whoever
 * has not is told what to do.
 *
 * @example
 * if (policy.kind === 'support-issued') describeEntitlement(tokenSubject(subject), policy);
 */
export function describeEntitlement(
  { bench, issue, probe, works }: TokenSubject,
  { entitlement = '', instructions }: SupportIssuedToken,
): void {
  it(`is not issued without ${entitlement}, and support is told what to do`, async () => {
    const tenant = await bench().createTenant([]);
    const refusal = await refusalOf(issue(tenant));
    expect(refusal).toContain(entitlement);
    expect(refusal).toContain('scimwright tenant set');
    expect(refusal).not.toContain(instructions);
    expect(await bench().admin.store.tokens.list(tenant.id)).toEqual([]);
  });

  it(`does not work once ${entitlement} is taken away, and the refusal says what to do`, async () => {
    const { tenant, secretToken } = await bench().openTenant();
    await changeTenant(bench().admin, tenant, { entitlements: [] });
    const detail = expect.stringContaining(instructions) as unknown;
    expect(await probe(tenant, secretToken)).toMatchObject({ status: 403, body: { detail } });
    await changeTenant(bench().admin, tenant, { entitlements: tenant.entitlements });
    expect(await works(tenant, secretToken)).toEqual([true]);
  });
}
