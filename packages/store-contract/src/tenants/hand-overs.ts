import type { StoredHandOver, StoredToken, TenantId } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import { tenantNamed, type NewTenantScope } from '../tenant-scope.ts';
import { AT, LATER } from '../sample/sample.ts';

const END = '2026-12-31T12:00:00.000Z';
const AFTER_END = '2027-01-01T00:00:00.000Z';

function link(tenant: TenantId, name: string, more: Partial<StoredHandOver> = {}): StoredHandOver {
  return {
    id: `${tenant}/${name}`,
    tenant,
    hash: `hash of the link ${tenant}/${name}`,
    description: `Ключ ${name}`,
    createdBy: 'support@contoso.example',
    created: AT,
    expires: END,
    redeemed: undefined,
    tokenId: undefined,
    withdrawn: undefined,
    ...more,
  };
}

function token(tenant: TenantId, name: string, created = LATER): StoredToken {
  return {
    id: `${tenant}/token ${name}`,
    tenant,
    hash: `hash of the token ${tenant}/${name}`,
    description: '',
    scope: 'scim',
    userId: undefined,
    createdBy: '',
    created,
    expires: undefined,
    lastUsed: undefined,
    revoked: undefined,
  };
}

const limits = { max: 2, overlapUntil: undefined };

/** Hand-over links: the database ensures that each becomes at most one token. */
export function describeHandOvers(make: NewTenantScope): void {
  describe('hand-over links', () => {
    it('are found by hash, with their tenant, even if they were redeemed or withdrawn or have expired', async () => {
      const { store } = make();
      const tenant = tenantNamed('hand-over-find');
      await store.tenants.create(tenant);
      const links = [
        link(tenant.id, 'new'),
        link(tenant.id, 'expired', { expires: AT }),
        link(tenant.id, 'redeemed', { redeemed: LATER, tokenId: 'some token' }),
        link(tenant.id, 'withdrawn', { withdrawn: LATER }),
      ];
      for (const each of links) await store.handOvers.create(each);
      for (const each of links) {
        expect(await store.handOvers.find(each.hash)).toEqual({ handOver: each, tenant });
      }
      expect(await store.handOvers.find('hash of nothing')).toBeUndefined();
    });

    it('are listed for one tenant, the newest first', async () => {
      const { store, tenant } = make();
      const [one, two, three] = [
        link(tenant, '1', { created: '2026-01-01T00:00:00.000Z' }),
        link(tenant, '2', { created: '2026-01-03T00:00:00.000Z' }),
        link(tenant, '3', { created: '2026-01-02T00:00:00.000Z' }),
      ];
      for (const each of [one, two, three]) await store.handOvers.create(each);
      await store.handOvers.create(link(make().tenant, 'other'));
      expect(await store.handOvers.list(tenant)).toEqual([two, three, one]);
    });

    it('become a token, and record the time and the token', async () => {
      const { store, tenant } = make();
      const mine = link(tenant, '1');
      await store.handOvers.create(mine);
      await store.handOvers.create(link(tenant, '2', { created: '2026-01-01T00:00:00.000Z' }));
      expect(await store.handOvers.redeem(mine.id, token(tenant, '1'), limits)).toBe('redeemed');
      expect(await store.tokens.list(tenant)).toEqual([token(tenant, '1')]);
      const [first, second] = await store.handOvers.list(tenant);
      expect(first).toEqual({ ...mine, redeemed: LATER, tokenId: token(tenant, '1').id });
      expect(second).toMatchObject({ redeemed: undefined, tokenId: undefined });
    });

    it('become one token, however many requests redeem one at once', async () => {
      const { store, tenant } = make();
      const mine = link(tenant, '1');
      await store.handOvers.create(mine);
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, at) =>
          store.handOvers.redeem(mine.id, token(tenant, `${at}`), { ...limits, max: 99 }),
        ),
      );
      expect(results.filter((result) => result === 'redeemed')).toHaveLength(1);
      expect(results.filter((result) => result === 'redeemed-before')).toHaveLength(19);
      const [only, ...more] = await store.tokens.list(tenant);
      expect(more).toEqual([]);
      expect((await store.handOvers.list(tenant))[0]?.tokenId).toBe(only?.id);
    });

    it.each([
      ['redeemed-before', { redeemed: AT, tokenId: 'some token' }, LATER],
      ['expired', {}, END],
      ['expired', {}, AFTER_END],
      // A redeemed link is refused as redeemed, even after it has expired.
      ['redeemed-before', { redeemed: AT, tokenId: 'some token' }, AFTER_END],
      ['withdrawn', { withdrawn: AT }, LATER],
      ['withdrawn', { withdrawn: AT }, AFTER_END],
    ] as const)('are refused as %s, and nothing changes', async (why, more, at) => {
      const { store, tenant } = make();
      const mine = link(tenant, '1', more);
      await store.handOvers.create(mine);
      expect(await store.handOvers.redeem(mine.id, token(tenant, '1', at), limits)).toBe(why);
      expect(await store.handOvers.list(tenant)).toEqual([mine]);
      expect(await store.tokens.list(tenant)).toEqual([]);
    });

    it('stay valid if the tenant has too many tokens', async () => {
      const { store, tenant } = make();
      const mine = link(tenant, '1');
      await store.handOvers.create(mine);
      for (const name of ['a', 'b']) await store.tokens.issue(token(tenant, name), limits);
      expect(await store.handOvers.redeem(mine.id, token(tenant, '1'), limits)).toBe('too-many-tokens');
      expect(await store.handOvers.list(tenant)).toEqual([mine]);
      expect(await store.tokens.list(tenant)).toHaveLength(2);
      await store.tokens.revoke(tenant, token(tenant, 'a').id, LATER);
      expect(await store.handOvers.redeem(mine.id, token(tenant, '1'), limits)).toBe('redeemed');
    });

    it('let the earlier tokens expire at the end of the overlap', async () => {
      const { store, tenant } = make();
      const mine = link(tenant, '1');
      await store.handOvers.create(mine);
      await store.tokens.issue(token(tenant, 'old'), limits);
      await store.handOvers.redeem(mine.id, token(tenant, 'new'), { max: 2, overlapUntil: END });
      const expiries = (await store.tokens.list(tenant)).map(({ id, expires }) => [id, expires]);
      expect(Object.fromEntries(expiries)).toEqual({
        [token(tenant, 'old').id]: END,
        [token(tenant, 'new').id]: undefined,
      });
    });

    it('issue no token after they were withdrawn, and record that time', async () => {
      const { store, tenant } = make();
      const [mine, open] = [link(tenant, '2'), link(tenant, '1')];
      for (const each of [mine, open]) await store.handOvers.create(each);
      expect(await store.handOvers.withdraw(tenant, mine.id, LATER)).toBe(true);
      expect(await store.handOvers.redeem(mine.id, token(tenant, '1'), limits)).toBe('withdrawn');
      expect(await store.tokens.list(tenant)).toEqual([]);
      expect(await store.handOvers.list(tenant)).toEqual([{ ...mine, withdrawn: LATER }, open]);
      expect(await store.handOvers.redeem(open.id, token(tenant, '1'), limits)).toBe('redeemed');
    });

    it.each([
      ['were redeemed', { redeemed: AT, tokenId: 'some token' }, LATER],
      ['were already withdrawn', { withdrawn: AT }, LATER],
      ['have expired', {}, END],
    ] as const)('cannot be withdrawn if they %s', async (_, more, at) => {
      const { store, tenant } = make();
      const mine = link(tenant, '1', more);
      await store.handOvers.create(mine);
      expect(await store.handOvers.withdraw(tenant, mine.id, at)).toBe(false);
      expect(await store.handOvers.list(tenant)).toEqual([mine]);
    });

    it('are either withdrawn or redeemed, never both, if both are tried at once', async () => {
      const { store, tenant } = make();
      const names = Array.from({ length: 10 }, (_, at) => `${at}`);
      for (const name of names) await store.handOvers.create(link(tenant, name));
      const results = await Promise.all(
        names.map((name) =>
          Promise.all([
            store.handOvers.redeem(link(tenant, name).id, token(tenant, name), { ...limits, max: 99 }),
            store.handOvers.withdraw(tenant, link(tenant, name).id, LATER),
          ]),
        ),
      );
      for (const [redemption, isWithdrawn] of results) {
        expect(redemption).toBe(isWithdrawn ? 'withdrawn' : 'redeemed');
      }
      const redeemed = results.filter(([redemption]) => redemption === 'redeemed');
      expect(await store.tokens.list(tenant)).toHaveLength(redeemed.length);
    });

    it('belong to one tenant', async () => {
      const [{ store, tenant }, other] = [make(), make()];
      const mine = link(tenant, '1');
      await store.handOvers.create(mine);
      expect(await store.handOvers.redeem(mine.id, token(other.tenant, '1'), limits)).toBe('absent');
      expect(await store.handOvers.redeem(`${mine.id}0`, token(tenant, '1'), limits)).toBe('absent');
      expect(await store.handOvers.withdraw(other.tenant, mine.id, LATER)).toBe(false);
      expect(await store.handOvers.withdraw(tenant, `${mine.id}0`, LATER)).toBe(false);
      expect(await store.handOvers.list(tenant)).toEqual([mine]);
      expect(await store.handOvers.list(other.tenant)).toEqual([]);
      expect(await store.tokens.list(other.tenant)).toEqual([]);
    });
  });
}
