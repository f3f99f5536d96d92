import type { ResourceType } from '@scimwright/core';
import type { Store } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import { tenantScope, tenantNamed, type TenantScope, type NewTenantScope } from '../tenant-scope.ts';
import { AT, createGroup, createUser, event, groupType, remove, userType } from '../sample/sample.ts';
import { createSearched, searchedGroupType, searchedUserType } from '../sample/search-sample.ts';

/** More members than any store deletes in one commit. */
const MANY = 1_200;

/** Long after everything. */
const NOW = '2999-01-01T00:00:00.000Z';

const idsOf = (letter: string): readonly string[] =>
  Array.from({ length: MANY }, (_, at) => `${letter}${String(at).padStart(5, '0')}`);

/** Sweeps until nothing is left. */
async function sweepAll(store: Store): Promise<void> {
  while ((await store.sweep(NOW)) !== undefined);
}

/** Runs the same checks before the sweep and after it. */
async function beforeAndAfter(store: Store, ask: () => Promise<void>): Promise<void> {
  await ask();
  await sweepAll(store);
  await ask();
}

/** Removes a large group, which had two users and was in another group. */
async function withLargeGroup(scope: TenantScope): Promise<void> {
  await scope.commit(
    createSearched(searchedUserType, 'u1', { userName: 'u1' }),
    createSearched(searchedUserType, 'u2', { userName: 'u2' }),
    createSearched(
      searchedGroupType,
      'large',
      { displayName: 'Large' },
      { members: ['u1', 'u2', ...idsOf('m')] },
    ),
    createSearched(searchedGroupType, 'small', { displayName: 'Small' }, { members: ['u1'] }),
    createSearched(searchedGroupType, 'around', { displayName: 'Around' }, { members: ['large'] }),
  );
  await scope.commit(remove('Group', 'large'));
}

/** Filters that the removed group could affect, and the resources that they find. */
const QUESTIONS: readonly (readonly [ResourceType, filter: string, finds: readonly string[]])[] = [
  [searchedUserType, 'groups.value eq "large"', []],
  [searchedUserType, 'groups.value eq "around"', []],
  [searchedUserType, 'groups.display eq "large"', []],
  [searchedUserType, 'groups.value sw "l"', []],
  [searchedUserType, 'groups[type eq "direct" and value eq "large"]', []],
  [searchedUserType, 'groups[type eq "direct"]', ['u1']],
  [searchedUserType, 'groups.type eq "indirect"', []],
  [searchedUserType, 'groups pr', ['u1']],
  [searchedUserType, 'not (groups pr)', ['u2']],
  [searchedGroupType, 'members eq "u1"', ['small']],
  [searchedGroupType, 'members.value eq "m00001"', []],
  [groupType, 'members eq "u1"', ['small']],
  [groupType, 'members eq "u2"', []],
];

/** A large group or tenant is removed at once, and its rows are deleted in portions. */
export function describeSweep(make: NewTenantScope): void {
  describe('a removed group with many members', () => {
    it('is invisible at once, and its name is free', async () => {
      const scope = make();
      await scope.commit(createUser('u1'), createGroup('large', idsOf('m'), { displayName: 'Everyone' }));
      await scope.commit(remove('Group', 'large'));
      const [again] = await scope.commit(createGroup('next', ['m00001'], { displayName: 'Everyone' }));
      expect(again).toMatchObject({ version: 1, added: ['m00001'] });
      await beforeAndAfter(scope.store, async () => {
        expect(await scope.store.resources.get(scope.tenant, 'Group', 'large')).toBeUndefined();
        expect(await scope.ids(groupType)).toEqual(['next']);
        expect(await scope.ids(groupType, 'displayName eq "Everyone"')).toEqual(['next']);
        expect(await scope.members('large')).toEqual([]);
        expect(await scope.memberIds('next')).toEqual(['m00001']);
        expect(await scope.version('Group', 'next')).toBe(1);
      });
    });

    it('is no longer a direct or indirect group of its members', async () => {
      const scope = make();
      await withLargeGroup(scope);
      await beforeAndAfter(scope.store, async () => {
        const { resources } = scope.store;
        const groups = await resources.memberships(scope.tenant, ['u1', 'u2', 'm00001'], 'displayName');
        expect([...groups]).toEqual([['u1', [{ group: 'small', label: 'Small', isDirect: true }]]]);
        expect(await scope.memberIds('around')).toEqual([]);
      });
    });

    it('is not found through any filter', async () => {
      const scope = make();
      await withLargeGroup(scope);
      await beforeAndAfter(scope.store, async () => {
        for (const [type, filter, finds] of QUESTIONS) {
          const { items } = await scope.keysetPage(type, { filter, count: 10 });
          const found = await scope.ids(type, filter);
          const { total } = await scope.find(type, filter, { count: 0 });
          const expected = { filter, found: finds, walked: finds, total: finds.length };
          expect({ filter, found, walked: items.map(({ id }) => id), total }).toEqual(expected);
        }
      });
    });

    it('is left by members that are removed before its rows', async () => {
      const scope = make();
      await withLargeGroup(scope);
      await scope.commit(remove('User', 'u1'));
      expect(await scope.version('Group', 'small')).toBe(2);
      await sweepAll(scope.store);
      expect(await scope.memberIds('small')).toEqual([]);
    });

    it('is removed together with the other groups of its batch', async () => {
      const scope = make();
      await scope.commit(createGroup('g1', ['u1']), createGroup('g2', idsOf('m')), createGroup('g3', ['u1']));
      await scope.commit(remove('Group', 'g1'), remove('Group', 'g2'), event('g2'));
      await beforeAndAfter(scope.store, async () => {
        expect(await scope.ids(groupType)).toEqual(['g3']);
        expect(await scope.ids(groupType, 'members eq "u1"')).toEqual(['g3']);
        expect((await scope.events()).map(({ resourceId }) => resourceId)).toContain('g2');
      });
    });
  });

  describe('a removed tenant with much in it', () => {
    it('is invisible at once, and a new tenant of the same name has nothing of it', async () => {
      const { store } = make();
      const tenant = tenantNamed('large', 'sweep');
      await store.tenants.create(tenant);
      const old = tenantScope(store, tenant.id);
      await old.commit(createUser('u00001'), ...idsOf('u').map((id) => event(id)));
      await old.commit(createGroup('g1', idsOf('m')));
      await store.handOvers.create({
        id: 'link of large',
        tenant: tenant.id,
        hash: 'hash of the link of large',
        description: '',
        createdBy: '',
        created: AT,
        expires: NOW,
        redeemed: undefined,
        tokenId: undefined,
        withdrawn: undefined,
      });
      await issue(store, old);
      expect(await store.tokens.find('hash of large')).toBeDefined();
      expect(await store.tenants.remove(tenant.id, AT)).toBe(true);
      const next = { ...tenant, id: tenantNamed('large again', 'sweep').id };
      expect(await store.tenants.create(next)).toBe(true);
      const fresh = tenantScope(store, next.id);
      await fresh.commit(createUser('u00001'));
      await beforeAndAfter(store, async () => {
        expect(await store.tenants.remove(tenant.id, AT)).toBe(false);
        expect(await store.tenants.get('sweep', 'large')).toEqual(next);
        expect(await store.tokens.find('hash of large')).toBeUndefined();
        expect(await store.handOvers.find('hash of the link of large')).toBeUndefined();
        expect(await fresh.ids(userType)).toEqual(['u00001']);
        expect(await fresh.events()).toEqual([]);
      });
      expect(await old.find(userType)).toEqual({ total: 0, items: [] });
      expect(await old.events()).toEqual([]);
    });

    it('has no events for delivery any more', async () => {
      const { store } = make();
      await drain(store);
      const tenant = tenantNamed('told', 'sweep');
      await store.tenants.create(tenant);
      await tenantScope(store, tenant.id).commit(...idsOf('u').map((id) => event(id)));
      expect((await store.outbox.backlog(undefined)).pending).toBe(MANY);
      await store.tenants.remove(tenant.id, AT);
      await beforeAndAfter(store, async () => {
        expect(await claim(store)).toEqual({ events: [], next: undefined });
        expect(await store.outbox.backlog(undefined)).toEqual({ pending: 0, oldest: undefined, failing: 0 });
        const told = await store.outbox.read({ tenant: undefined, after: 0, limit: 100_000 });
        expect(told.filter((one) => one.tenant === tenant.id)).toEqual([]);
      });
    });
  });
}

async function issue({ tokens }: Store, { tenant }: TenantScope): Promise<void> {
  const never = { userId: undefined, expires: undefined, lastUsed: undefined, revoked: undefined };
  const token = { id: 'token of large', tenant, hash: 'hash of large', description: '', scope: '' };
  await tokens.issue({ ...token, createdBy: '', created: AT, ...never }, { max: 1, overlapUntil: undefined });
}

const claim = ({ outbox }: Store) => outbox.claim({ owner: 'sweep', now: NOW, leaseUntil: NOW, limit: 100 });

/** Settles the events that other tests left. */
async function drain(store: Store): Promise<void> {
  for (;;) {
    const { events, next } = await claim(store);
    const outcomes = events.map(({ seq }) => ({ kind: 'delivered', seq }) as const);
    await store.outbox.acknowledge({ owner: 'sweep', now: NOW, outcomes });
    if (next === undefined) return;
  }
}
