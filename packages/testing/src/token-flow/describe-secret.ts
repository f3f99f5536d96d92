import { createHash } from 'node:crypto';
import { revokeToken } from '@scimwright/server/admin';
import { expect, it } from 'vitest';
import { refusalOf } from '../connector/refusal-of.ts';
import { expectUnauthorized, type TokenFlowSuite } from './token-flow-suite.ts';

/** Wrong values of Secret Token, each with a pattern for the message that the administrator reads. */
const BROKEN: readonly (readonly [
  what: string,
  change: (secret: string) => string | undefined,
  told: RegExp,
])[] = [
  ['nothing at all', () => undefined, /fill in Secret Token/],
  ['a token without its last letter', (secret) => secret.slice(0, -1), /part of it is missing/],
  [
    'a token with one letter changed',
    (secret) => secret.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    /Copy the Secret Token again/,
  ],
  ['a text that is not a token', () => 'correct-horse-battery-staple', /not a token of this service/],
  ['a token with a space inside', (secret) => `${secret.slice(0, 9)} ${secret.slice(9)}`, /space/],
];

/**
 * Tests the token of every flow: it opens the endpoint, is stored only as a hash, and ends when it is revoked or expires.
 * The refusal of a wrong token names the mistake.
 */
export function describeSecret({ server, issue, probe, works }: TokenFlowSuite): void {
  it('opens its tenant', async () => {
    const { tenant, secretToken } = await server().openTenant();
    expect(await probe(tenant, secretToken)).toMatchObject({ status: 200, body: { totalResults: 0 } });
  });

  it('is shown when it is made, and stored only as its SHA-256 hash', async () => {
    const { tenant, secretToken, token } = await server().openTenant();
    const stored = await server().admin.store.tokens.list(tenant.id);
    const hash = createHash('sha256').update(secretToken).digest('hex');
    expect(stored).toMatchObject([{ hash, description: token.description, createdBy: 'suite' }]);
    expect(JSON.stringify(stored)).not.toContain(secretToken);
  });

  it('is different each time', async () => {
    const { tenant, secretToken } = await server().openTenant();
    const { secret } = await issue(tenant);
    expect(secret).not.toBe(secretToken);
  });

  it('is not made without a description, which identifies it later', async () => {
    const { tenant } = await server().openTenant();
    expect(await refusalOf(issue(tenant, { description: ' ' }))).toContain('description');
    expect(await server().admin.store.tokens.list(tenant.id)).toHaveLength(1);
  });

  it('does not work once it is revoked', async () => {
    const { tenant, secretToken, token } = await server().openTenant();
    await revokeToken(server().admin, tenant, token.id);
    const answer = await probe(tenant, secretToken);
    expectUnauthorized(answer);
    expect(answer).toHaveProperty('body.detail', expect.stringContaining('revoked'));
  });

  it('does not work once it has expired', async () => {
    const { tenant } = await server().openTenant();
    const expires = new Date(server().admin.clock().getTime() + 60_000);
    const { secret } = await issue(tenant, { expires });
    expect(await works(tenant, secret)).toEqual([true]);
    server().passDays(1);
    const answer = await probe(tenant, secret);
    expectUnauthorized(answer);
    expect(answer).toHaveProperty('body.detail', expect.stringContaining('expired'));
  });

  for (const [what, change, told] of BROKEN) {
    it(`cannot be replaced by ${what}, and the refusal names the mistake`, async () => {
      const { tenant, secretToken } = await server().openTenant();
      const answer = await probe(tenant, change(secretToken));
      expectUnauthorized(answer);
      expect(answer).toHaveProperty('body.detail', expect.stringMatching(told));
      expect(JSON.stringify(answer.body)).not.toContain(secretToken.slice(9));
    });
  }

  // Entra sends the last two when an administrator pastes `Bearer` into Secret Token too.
  for (const scheme of ['bearer', 'BEARER', 'Bearer ', 'Bearer Bearer', 'Bearer  bearer ']) {
    it(`is accepted after the scheme "${scheme}"`, async () => {
      const { tenant, secretToken } = await server().openTenant();
      const headers = { authorization: `${scheme} ${secretToken}` };
      expect(await probe(tenant, undefined, headers)).toMatchObject({ status: 200 });
    });
  }
}
