import { createHash } from 'node:crypto';
import { revokeToken } from '@scimwright/server/admin';
import { expect, it } from 'vitest';
import { refusalOf } from '../connector/refusal-of.ts';
import { expectUnauthorized, type TokenFlowSuite } from './token-flow-suite.ts';

/** What may be in Secret Token instead of the token, and a word of what the administrator is then told. */
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
  ['what is no token', () => 'correct-horse-battery-staple', /not a token of this service/],
  ['a token with a space inside', (secret) => `${secret.slice(0, 9)} ${secret.slice(9)}`, /space/],
];

/**
 * Tests what holds for the token of every flow: it opens the endpoint, is kept as a hash alone, ends when it is revoked
 * or expires, and whatever stands in its place is refused in words that say what is wrong.
 */
export function describeSecret({ server, issue, probe, works }: TokenFlowSuite): void {
  it('opens the tenant it was made for', async () => {
    const { tenant, secretToken } = await server().openTenant();
    expect(await probe(tenant, secretToken)).toMatchObject({ status: 200, body: { totalResults: 0 } });
  });

  it('is shown when it is made and stored as its SHA-256 alone', async () => {
    const { tenant, secretToken, token } = await server().openTenant();
    const stored = await server().admin.store.tokens.list(tenant.id);
    const hash = createHash('sha256').update(secretToken).digest('hex');
    expect(stored).toMatchObject([{ hash, description: token.description, createdBy: 'suite' }]);
    expect(JSON.stringify(stored)).not.toContain(secretToken);
  });

  it('is another one each time', async () => {
    const { tenant, secretToken } = await server().openTenant();
    const { secret } = await issue(tenant);
    expect(secret).not.toBe(secretToken);
  });

  it('is not made without a description, by which it is known once it cannot be seen', async () => {
    const { tenant } = await server().openTenant();
    expect(await refusalOf(issue(tenant, { description: ' ' }))).toContain('description');
    expect(await server().admin.store.tokens.list(tenant.id)).toHaveLength(1);
  });

  it('does not work once it was revoked', async () => {
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
    it(`cannot be replaced by ${what}, and the refusal says so`, async () => {
      const { tenant, secretToken } = await server().openTenant();
      const answer = await probe(tenant, change(secretToken));
      expectUnauthorized(answer);
      expect(answer).toHaveProperty('body.detail', expect.stringMatching(told));
      expect(JSON.stringify(answer.body)).not.toContain(secretToken.slice(9));
    });
  }

  // The last two are what is sent when somebody pastes `Bearer` into Secret Token too.
  for (const scheme of ['bearer', 'BEARER', 'Bearer ', 'Bearer Bearer', 'Bearer  bearer ']) {
    it(`is read after the scheme "${scheme}"`, async () => {
      const { tenant, secretToken } = await server().openTenant();
      const headers = { authorization: `${scheme} ${secretToken}` };
      expect(await probe(tenant, undefined, headers)).toMatchObject({ status: 200 });
    });
  }
}
