import type { PersonalToken } from '@scimwright/connector-kit';
import { expect, it } from 'vitest';
import { refusalOf } from '../connector/refusal-of.ts';
import type { TokenFlowSuite } from './token-flow-suite.ts';

/**
 * Tests that only personal tokens with the right scope open the endpoint. The refusal of another token names the scope
 * and the place to make such a token.
 */
export function describePersonal(
  { server, issue, probe }: TokenFlowSuite,
  { where, scope, otherScopes }: PersonalToken,
): void {
  it(`has the scope ${scope} by default`, async () => {
    const { token } = await server().openTenant();
    expect(token.scope).toBe(scope);
  });

  for (const other of otherScopes) {
    it(`with the scope ${other} does not open the endpoint, and the refusal names the right scope and where to make the token`, async () => {
      const { tenant } = await server().openTenant();
      const { secret } = await issue(tenant, { scope: other });
      const answer = await probe(tenant, secret);
      expect(answer).toMatchObject({ status: 403 });
      for (const words of [`scope ${other}`, `needs ${scope}`, where]) {
        expect(answer).toHaveProperty('body.detail', expect.stringContaining(words));
      }
    });
  }

  it('is not made with an unknown scope, and the refusal names the known ones', async () => {
    const { tenant } = await server().openTenant();
    const refusal = await refusalOf(issue(tenant, { scope: 'Everything' }));
    for (const name of ['Everything', scope, ...otherScopes]) expect(refusal).toContain(name);
    expect(await server().admin.store.tokens.list(tenant.id)).toHaveLength(1);
  });
}
