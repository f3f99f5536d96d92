import type { TokenOnTab } from '@scimwright/connector-kit';
import { changeTenant } from '@scimwright/server/admin';
import { expect, it } from 'vitest';
import type { TokenSubject } from './token-subject.ts';

/**
 * Tests that the token can be made before the switch beside it is on, and is let in only afterwards.
 *
 * @example
 * if (policy.kind === 'made-on-tab') describeTab(tokenSubject(subject), policy);
 */
export function describeTab(
  { bench, issue, probe, works }: TokenSubject,
  { where, enables }: TokenOnTab,
): void {
  it(`can be made before ${enables} is on, and is told where that is until then`, async () => {
    const tenant = await bench().createTenant();
    const { secret } = await issue(tenant);
    const detail = expect.stringContaining(`${where} > ${enables}`) as unknown;
    expect(await probe(tenant, secret)).toMatchObject({ status: 403, body: { detail } });
    await changeTenant(bench().admin, tenant, { enabled: true });
    expect(await works(tenant, secret)).toEqual([true]);
  });
}
