import type { StoredToken, TenantId } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import { tenantNamed, type NewTenantScope } from '../tenant-scope.ts';
import { AT, createUser, LATER, remove } from '../sample/sample.ts';

const OLD = '2026-01-01T00:00:00.000Z';
const NEVER = '2027-01-01T00:00:00.000Z';

function token(tenant: TenantId, name: string, more: Partial<StoredToken> = {}): StoredToken {
  return {
    id: `${tenant}#${name}`,
    tenant,
    hash: `hash of ${tenant}#${name}`,
    description: `Ключ ${name}`,
    scope: 'Scim',
    userId: undefined,
    createdBy: 'admin@contoso.example',
    created: AT,
    expires: undefined,
    lastUsed: undefined,
    revoked: undefined,
    ...more,
  };
}

const noOverlap = (max: number) => ({ max, overlapUntil: undefined });

/** Tokens: the database ensures the limit of live tokens of a tenant. */
export function describeTokens(make: NewTenantScope): void {
  describe('tokens', () => {
    it('are found by hash, with their tenant, revoked and expired ones too', async () => {
      const { store } = make();
      const tenant = tenantNamed('token-find');
      await store.tenants.create(tenant);
      const live = token(tenant.id, 'live', { expires: NEVER, lastUsed: AT });
      const revoked = token(tenant.id, 'revoked', { revoked: OLD });
      const expired = token(tenant.id, 'expired', { expires: OLD });
      for (const each of [live, revoked, expired])
        expect(await store.tokens.issue(each, noOverlap(9))).toBe(true);
      for (const each of [live, revoked, expired]) {
        expect(await store.tokens.find(each.hash)).toEqual({ token: each, tenant });
      }
      expect(await store.tokens.find('hash of nothing')).toBeUndefined();
    });

    it('are listed for one tenant, the newest first', async () => {
      const { store, tenant } = make();
      const [one, two, three] = [
        token(tenant, '1', { created: '2026-01-01T00:00:00.000Z' }),
        token(tenant, '2', { created: '2026-01-03T00:00:00.000Z' }),
        token(tenant, '3', { created: '2026-01-02T00:00:00.000Z' }),
      ];
      for (const each of [one, two, three]) await store.tokens.issue(each, noOverlap(9));
      await store.tokens.issue(token(make().tenant, 'other'), noOverlap(9));
      expect(await store.tokens.list(tenant)).toEqual([two, three, one]);
    });

    it('are issued up to the limit of live tokens; revoked and expired ones do not count', async () => {
      const { store, tenant } = make();
      const issue = (name: string, more: Partial<StoredToken> = {}) =>
        store.tokens.issue(token(tenant, name, more), noOverlap(2));
      expect(await issue('revoked', { revoked: OLD })).toBe(true);
      expect(await issue('expired', { expires: OLD })).toBe(true);
      expect(await issue('1', { expires: NEVER })).toBe(true);
      expect(await issue('2')).toBe(true);
      expect(await issue('3')).toBe(false);
      expect(await store.tokens.list(tenant)).toHaveLength(4);
      expect(await store.tokens.revoke(tenant, `${tenant}#1`, AT)).toBe(true);
      expect(await issue('3')).toBe(true);
    });

    it('are counted at the creation time of the new one', async () => {
      const { store, tenant } = make();
      await store.tokens.issue(token(tenant, '1', { expires: LATER }), noOverlap(1));
      expect(await store.tokens.issue(token(tenant, '2'), noOverlap(1))).toBe(false);
      expect(await store.tokens.issue(token(tenant, '2', { created: LATER }), noOverlap(1))).toBe(true);
    });

    it('never exceed the limit, however many are issued at once', async () => {
      const { store, tenant } = make();
      const issued = await Promise.all(
        Array.from({ length: 10 }, (_, at) => store.tokens.issue(token(tenant, `${at}`), noOverlap(2))),
      );
      expect(issued.filter(Boolean)).toHaveLength(2);
      expect(await store.tokens.list(tenant)).toHaveLength(2);
    });

    it('expire at the end of the overlap with a new one, unless they expire earlier', async () => {
      const { store, tenant } = make();
      const early = '2026-02-01T00:00:00.000Z';
      const end = '2026-02-07T00:00:00.000Z';
      await store.tokens.issue(token(tenant, 'endless'), noOverlap(9));
      await store.tokens.issue(token(tenant, 'late', { expires: NEVER }), noOverlap(9));
      await store.tokens.issue(token(tenant, 'early', { expires: early }), noOverlap(9));
      await store.tokens.issue(token(tenant, 'expired', { expires: OLD }), noOverlap(9));
      await store.tokens.issue(token(tenant, 'revoked', { revoked: OLD }), noOverlap(9));
      expect(await store.tokens.issue(token(tenant, 'new'), { max: 3, overlapUntil: end })).toBe(false);
      expect(await store.tokens.issue(token(tenant, 'new'), { max: 4, overlapUntil: end })).toBe(true);
      const expiries = (await store.tokens.list(tenant)).map(({ id, expires }) => [
        id.split('#')[1],
        expires,
      ]);
      expect(Object.fromEntries(expiries)).toEqual({
        endless: end,
        late: end,
        early,
        expired: OLD,
        revoked: undefined,
        new: undefined,
      });
    });

    it('stay unchanged if a new one with an overlap would exceed the limit', async () => {
      const { store, tenant } = make();
      await store.tokens.issue(token(tenant, '1'), noOverlap(1));
      expect(await store.tokens.issue(token(tenant, '2'), { max: 1, overlapUntil: LATER })).toBe(false);
      expect(await store.tokens.list(tenant)).toEqual([token(tenant, '1')]);
    });

    it('are revoked once, by their own tenant', async () => {
      const [{ store, tenant }, other] = [make(), make()];
      await store.tokens.issue(token(tenant, '1'), noOverlap(2));
      const id = `${tenant}#1`;
      expect(await store.tokens.revoke(other.tenant, id, LATER)).toBe(false);
      expect(await store.tokens.revoke(tenant, `${tenant}#2`, LATER)).toBe(false);
      expect(await store.tokens.revoke(tenant, id, LATER)).toBe(true);
      expect(await store.tokens.revoke(tenant, id, NEVER)).toBe(false);
      expect(await store.tokens.list(tenant)).toEqual([token(tenant, '1', { revoked: LATER })]);
    });

    it('remember when they were last used', async () => {
      const { store, tenant } = make();
      await store.tokens.issue(token(tenant, '1'), noOverlap(2));
      await store.tokens.issue(token(tenant, '2'), noOverlap(2));
      await store.tokens.touch(`${tenant}#1`, LATER);
      await store.tokens.touch(`${tenant}#none`, LATER);
      const used = (await store.tokens.list(tenant)).map(({ id, lastUsed }) => [id, lastUsed]);
      expect(used).toEqual([
        [`${tenant}#2`, undefined],
        [`${tenant}#1`, LATER],
      ]);
    });

    it('may name a user, and are found with that user', async () => {
      const { store } = make();
      const tenant = tenantNamed('token-user');
      await store.tenants.create(tenant);
      const [named, plain] = [token(tenant.id, 'named', { userId: 'Ü-1' }), token(tenant.id, 'plain')];
      for (const each of [named, plain]) {
        expect(await store.tokens.issue(each, noOverlap(1))).toBe(true);
        expect(await store.tokens.find(each.hash)).toEqual({ token: each, tenant });
      }
      expect(await store.tokens.list(tenant.id)).toEqual([plain, named]);
    });

    it('that name a user have a limit and an overlap of their own', async () => {
      const { store, tenant } = make();
      const issue = (name: string, userId?: string, overlapUntil?: string) =>
        store.tokens.issue(token(tenant, name, { userId }), { max: 2, overlapUntil });
      expect([await issue('a', 'u1'), await issue('b', 'u2'), await issue('c', 'u3')]).toEqual([
        true,
        true,
        false,
      ]);
      expect([await issue('1'), await issue('2', undefined, LATER), await issue('3')]).toEqual([
        true,
        true,
        false,
      ]);
      expect(await store.tokens.revoke(tenant, `${tenant}#a`, AT)).toBe(true);
      expect([await issue('3'), await issue('c', 'u1', NEVER), await issue('d', 'u1')]).toEqual([
        false,
        true,
        false,
      ]);
      const expiries = (await store.tokens.list(tenant)).map(({ id, expires }) => [id.at(-1), expires]);
      expect(Object.fromEntries(expiries)).toEqual({
        a: undefined,
        b: NEVER,
        c: undefined,
        1: LATER,
        2: undefined,
      });
    });

    it('that name a user never exceed the limit, however many are issued at once', async () => {
      const { store, tenant } = make();
      const issued = await Promise.all(
        Array.from({ length: 10 }, (_, at) =>
          store.tokens.issue(token(tenant, `${at}`, { userId: `u${at}` }), noOverlap(2)),
        ),
      );
      expect(issued.filter(Boolean)).toHaveLength(2);
    });

    it('that name a user stay unchanged if the user is removed', async () => {
      const { store, tenant, commit } = make();
      await commit(createUser('u1'), createUser('u2'));
      const [one, two] = [token(tenant, '1', { userId: 'u1' }), token(tenant, '2', { userId: 'u2' })];
      for (const each of [one, two]) await store.tokens.issue(each, noOverlap(9));
      await commit(remove('User', 'u1'));
      expect(await store.tokens.list(tenant)).toEqual([two, one]);
      expect(await store.tokens.revoke(tenant, one.id, LATER)).toBe(true);
    });
  });
}
