import { changeTenant, issueToken } from '@scimwright/server';
import type { Tenant } from '@scimwright/store';
import { expect, it } from 'vitest';
import type { Bench } from '../serve/bench.ts';
import type { Answer } from '../serve/send.ts';
import { refusalOf } from './refusal-of.ts';

/** A token flow that asks for something the customer has bought. */
export interface EntitledFlow {
  readonly bench: () => Bench;
  readonly policy: { readonly entitlement: string; readonly instructions: string };
  /** Asks for something with a token. */
  readonly probe: (tenant: Tenant, secretToken: string) => Promise<Answer>;
}

/**
 * Tests that a token is issued and accepted only while the customer has what the token flow asks for, and that whoever
 * has not is told what to do.
 *
 * @example
 * describeEntitlement({ bench: () => bench, policy, probe });
 */
export function describeEntitlement({ bench, policy, probe }: EntitledFlow): void {
  const { entitlement, instructions } = policy;

  it(`is not issued without ${entitlement}, and the refusal says what to do`, async () => {
    const tenant = await bench().createTenant([]);
    const wanted = { description: 'Entra', createdBy: 'suite' };
    const refusal = await refusalOf(issueToken(bench().admin, tenant, wanted));
    expect(refusal).toContain(entitlement);
    expect(refusal).toContain(instructions);
    expect(await bench().admin.store.tokens.list(tenant.id)).toEqual([]);
  });

  it(`does not work once ${entitlement} is taken away, and the refusal says what to do`, async () => {
    const { tenant, secretToken } = await bench().openTenant();
    await changeTenant(bench().admin, tenant, { entitlements: [] });
    const detail = expect.stringContaining(instructions) as unknown;
    expect(await probe(tenant, secretToken)).toMatchObject({ status: 403, body: { detail } });
    await changeTenant(bench().admin, tenant, { entitlements: tenant.entitlements });
    expect(await probe(tenant, secretToken)).toMatchObject({ status: 200 });
  });
}
