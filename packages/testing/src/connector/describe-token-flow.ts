import { createHash } from 'node:crypto';
import { changeTenant, issueToken, revokeToken } from '@scimwright/server';
import type { Tenant } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import { send, type Answer } from '../serve/send.ts';
import type { Subject } from './subject.ts';
import { describeEntitlement } from './describe-entitlement.ts';
import { refusalOf } from './refusal-of.ts';

const PROBE = { method: 'GET', path: '/Users?filter=id+eq+%22nobody%22' };
const WANTED = { description: 'Entra', createdBy: 'suite' };

/**
 * Tests how tokens of a connector come and go, as its token flow says, and what a client with a wrong one is told.
 *
 * @example
 * describeTokenFlow(subject);
 */
export function describeTokenFlow({ connector, bench }: Subject): void {
  const { token: policy } = connector;
  const issue = (tenant: Tenant) => issueToken(bench().admin, tenant, WANTED);
  const probe = (tenant: Tenant, secretToken: string | undefined): Promise<Answer> =>
    send({ tenantUrl: bench().tenantUrl(tenant), secretToken }, PROBE);
  const works = async (tenant: Tenant, ...tokens: readonly string[]): Promise<readonly boolean[]> => {
    const answers = await Promise.all(tokens.map((token) => probe(tenant, token)));
    return answers.map(({ status }) => status === 200);
  };
  const expectUnauthorized = (answer: Answer): void => {
    expect(answer).toMatchObject({ status: 401 });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer\b/);
  };

  describe('the secret token', () => {
    it('opens the tenant it was issued for', async () => {
      const { tenant, secretToken } = await bench().openTenant();
      expect(await probe(tenant, secretToken)).toMatchObject({ status: 200, body: { totalResults: 0 } });
    });

    it('is shown when it is issued and stored as its SHA-256 alone', async () => {
      const { tenant, secretToken } = await bench().openTenant();
      const stored = await bench().admin.store.tokens.list(tenant.id);
      const hash = createHash('sha256').update(secretToken).digest('hex');
      expect(stored).toMatchObject([{ hash, description: WANTED.description, createdBy: WANTED.createdBy }]);
      expect(JSON.stringify(stored)).not.toContain(secretToken);
    });

    it('is another one each time', async () => {
      const { tenant, secretToken } = await bench().openTenant();
      const { secret } = await issue(tenant);
      expect(secret).not.toBe(secretToken);
    });

    it('goes on working beside a new one until the overlap is over', async () => {
      const { tenant, secretToken: old } = await bench().openTenant();
      const { secret: fresh } = await issue(tenant);
      expect(await works(tenant, old, fresh)).toEqual([true, true]);
      bench().passDays(policy.overlapDays - 0.01);
      expect(await works(tenant, old, fresh)).toEqual([true, true]);
      bench().passDays(0.02);
      expect(await works(tenant, old, fresh)).toEqual([false, true]);
    });

    it('is refused to a tenant that has two already, until one of them has run out', async () => {
      const { tenant } = await bench().openTenant();
      await issue(tenant);
      expect(await refusalOf(issue(tenant))).toMatch(/revoke/i);
      expect(await bench().admin.store.tokens.list(tenant.id)).toHaveLength(2);
      bench().passDays(policy.overlapDays + 0.01);
      const { secret } = await issue(tenant);
      expect(await works(tenant, secret)).toEqual([true]);
    });

    it('does not work once it was revoked', async () => {
      const { tenant, secretToken, token } = await bench().openTenant();
      await revokeToken(bench().admin, tenant, token.id);
      expectUnauthorized(await probe(tenant, secretToken));
    });

    it('does not work once it has expired', async () => {
      const tenant = await bench().createTenant();
      const expires = new Date(bench().admin.clock().getTime() + 60_000);
      const { secret } = await issueToken(bench().admin, tenant, { ...WANTED, expires });
      expect(await works(tenant, secret)).toEqual([true]);
      bench().passDays(1);
      expectUnauthorized(await probe(tenant, secret));
    });

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

    const broken: Readonly<Record<string, (secret: string) => string | undefined>> = {
      'nothing at all': () => undefined,
      'a token without its last letter': (secret) => secret.slice(0, -1),
      'a token with one letter changed': (secret) =>
        secret.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      'what is no token': () => 'correct-horse-battery-staple',
    };
    for (const [title, change] of Object.entries(broken)) {
      it(`cannot be replaced by ${title}`, async () => {
        const { tenant, secretToken } = await bench().openTenant();
        expectUnauthorized(await probe(tenant, change(secretToken)));
      });
    }

    it('is read however its scheme is written', async () => {
      const { tenantUrl, secretToken } = await bench().openTenant();
      const headers = { authorization: `bearer ${secretToken}` };
      const answer = await send({ tenantUrl, secretToken: undefined }, { ...PROBE, headers });
      expect(answer).toMatchObject({ status: 200 });
    });

    it('does not work while the tenant is switched off, which is said in words', async () => {
      const { tenant, secretToken } = await bench().openTenant();
      await changeTenant(bench().admin, tenant, { enabled: false });
      const detail = expect.stringMatching(/switched off/) as unknown;
      expect(await probe(tenant, secretToken)).toMatchObject({ status: 403, body: { detail } });
      await changeTenant(bench().admin, tenant, { enabled: true });
      expect(await works(tenant, secretToken)).toEqual([true]);
    });

    if (policy.entitlement === undefined) return;
    describeEntitlement({ bench, probe, policy: { ...policy, entitlement: policy.entitlement } });
  });
}
