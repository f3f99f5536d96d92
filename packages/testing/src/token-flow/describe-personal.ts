import type { PersonalToken } from '@scimwright/connector-kit';
import { expect, it } from 'vitest';
import { refusalOf } from '../connector/refusal-of.ts';
import type { TokenFlowSuite } from './token-flow-suite.ts';

/**
 * Tests that personal tokens of one scope alone open the endpoint, and that whoever has another is told which is
 * needed and where it is made.
 */
export function describePersonal(
  { server, issue, probe }: TokenFlowSuite,
  { where, scope, otherScopes }: PersonalToken,
): void {
  it(`has the scope ${scope} unless another is chosen`, async () => {
    const { token } = await server().openTenant();
    expect(token.scope).toBe(scope);
  });

  for (const other of otherScopes) {
    it(`of the scope ${other} does not open the endpoint, and is told which does and where it is made`, async () => {
      const { tenant } = await server().openTenant();
      const { secret } = await issue(tenant, { scope: other });
      const answer = await probe(tenant, secret);
      expect(answer).toMatchObject({ status: 403 });
      for (const words of [`scope ${other}`, `needs ${scope}`, where]) {
        expect(answer).toHaveProperty('body.detail', expect.stringContaining(words));
      }
    });
  }

  it('is not made with a scope that there is not, and the refusal names those there are', async () => {
    const { tenant } = await server().openTenant();
    const refusal = await refusalOf(issue(tenant, { scope: 'Everything' }));
    for (const name of ['Everything', scope, ...otherScopes]) expect(refusal).toContain(name);
    expect(await server().admin.store.tokens.list(tenant.id)).toHaveLength(1);
  });
}
