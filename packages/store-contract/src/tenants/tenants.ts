import type { Change, Store } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import { tenantScope, tenantNamed, type NewTenantScope } from '../tenant-scope.ts';
import {
  AT,
  changeMembers,
  createGroup,
  createUser,
  event,
  groupType,
  logEntry,
  remove,
  update,
  userType,
} from '../sample/sample.ts';

const foreign: readonly { readonly does: string; readonly change: Change }[] = [
  { does: 'updates a user', change: update('u1', { userName: 'u1' }, { userName: 'mallory' }) },
  { does: 'changes the members of a group', change: changeMembers('g1', { clear: true, add: ['mallory'] }) },
  { does: 'removes a user', change: remove('User', 'u1') },
];

/** A tenant with a row in every table. */
async function furnish(store: Store, name: string): Promise<ReturnType<typeof tenantScope>> {
  const tenant = tenantNamed(name);
  await store.tenants.create(tenant);
  const scope = tenantScope(store, tenant.id);
  await scope.commit(createUser('gone'), createUser('u1'), createGroup('g1', ['u1']), event('u1'));
  await scope.commit(remove('User', 'gone'), { kind: 'log', entry: logEntry('r1') });
  const hash = `hash of ${name}`;
  const token = {
    id: `token of ${name}`,
    tenant: tenant.id,
    hash,
    description: '',
    scope: '',
    userId: undefined,
    createdBy: '',
  };
  await store.tokens.issue(
    { ...token, created: AT, expires: undefined, lastUsed: undefined, revoked: undefined },
    { max: 1, overlapUntil: undefined },
  );
  const named = { ...token, id: `token of u1 of ${name}`, hash: `${hash}, u1`, userId: 'u1' };
  await store.tokens.issue(
    { ...named, created: AT, expires: undefined, lastUsed: undefined, revoked: undefined },
    { max: 1, overlapUntil: undefined },
  );
  await store.handOvers.create({
    id: `link of ${name}`,
    tenant: tenant.id,
    hash: `hash of the link of ${name}`,
    description: '',
    createdBy: '',
    created: AT,
    expires: AT,
    redeemed: undefined,
    tokenId: undefined,
    withdrawn: undefined,
  });
  return scope;
}

/** Tenants, and their separation. */
export function describeTenants(make: NewTenantScope): void {
  describe('tenants', () => {
    it('are created once for each connector and name', async () => {
      const { store } = make();
      const tenant = tenantNamed('contoso', 'once');
      expect(await store.tenants.create(tenant)).toBe(true);
      expect(await store.tenants.create({ ...tenantNamed('again', 'once'), name: 'contoso' })).toBe(false);
      expect(await store.tenants.create(tenantNamed('contoso', 'once-more'))).toBe(true);
      expect(await store.tenants.get('once', 'contoso')).toEqual(tenant);
      expect(await store.tenants.get('once', 'Contoso')).toBeUndefined();
    });

    it('are created once, even by ten calls for one name at once', async () => {
      const { store } = make();
      const created = await Promise.all(
        Array.from({ length: 10 }, (_, at) =>
          store.tenants.create({ ...tenantNamed(`${at}`, 'race'), name: 'contoso' }),
        ),
      );
      expect(created.filter(Boolean)).toHaveLength(1);
      expect(await store.tenants.list({ connector: 'race', after: undefined, limit: 20 })).toHaveLength(1);
    });

    it('are listed by connector and name', async () => {
      const { store } = make();
      for (const [name, connector] of [
        ['b', 'list-2'],
        ['b', 'list-1'],
        ['B', 'list-1'],
        ['a', 'list-1'],
      ] as const) {
        await store.tenants.create(tenantNamed(name, connector));
      }
      const list = async (
        connector: string | undefined,
        after?: { readonly connector: string; readonly name: string },
        limit = 1_000,
      ) =>
        (await store.tenants.list({ connector, after, limit }))
          .filter((one) => one.connector.startsWith('list-'))
          .map((one) => `${one.connector} ${one.name}`);
      expect(await list('list-1')).toEqual(['list-1 B', 'list-1 a', 'list-1 b']);
      expect(await list('list-1', undefined, 2)).toEqual(['list-1 B', 'list-1 a']);
      expect(await list('list-1', { connector: 'list-1', name: 'a' })).toEqual(['list-1 b']);
      expect(await list(undefined)).toEqual(['list-1 B', 'list-1 a', 'list-1 b', 'list-2 b']);
      expect(await list(undefined, { connector: 'list-1', name: 'a' })).toEqual(['list-1 b', 'list-2 b']);
      expect(await list(undefined, { connector: 'list-1', name: 'nobody' })).toEqual(['list-2 b']);
    });

    it('are changed only in the named fields', async () => {
      const { store } = make();
      const tenant = tenantNamed('contoso', 'change');
      await store.tenants.create(tenant);
      expect(await store.tenants.update(tenant.id, { enabled: false })).toBe(true);
      expect(await store.tenants.get('change', 'contoso')).toEqual({ ...tenant, enabled: false });
      expect(
        await store.tenants.update(tenant.id, { entitlements: [], settings: { nested: { a: [1, null] } } }),
      ).toBe(true);
      expect(await store.tenants.update(tenant.id, {})).toBe(true);
      expect(await store.tenants.get('change', 'contoso')).toEqual({
        ...tenant,
        enabled: false,
        entitlements: [],
        settings: { nested: { a: [1, null] } },
      });
      expect(await store.tenants.update(tenantNamed('nobody').id, { enabled: false })).toBe(false);
    });

    it('are removed with everything about them, and with nothing about other tenants', async () => {
      const { store } = make();
      const one = await furnish(store, 'removed');
      const other = await furnish(store, 'kept');
      expect(await store.tenants.remove(one.tenant, AT)).toBe(true);
      expect(await store.tenants.remove(one.tenant, AT)).toBe(false);

      expect(await store.tenants.get('bic', 'removed')).toBeUndefined();
      expect(await store.tokens.find('hash of removed')).toBeUndefined();
      expect(await store.tokens.find('hash of removed, u1')).toBeUndefined();
      expect(await store.tokens.list(one.tenant)).toEqual([]);
      expect(await store.handOvers.list(one.tenant)).toEqual([]);
      expect(await one.events()).toEqual([]);
      expect(await one.log()).toEqual([]);
      expect(await one.find(userType)).toEqual({ total: 0, items: [] });
      // Its names are free, and its deleted ids are forgotten.
      await one.commit(createUser('u1'), createGroup('g1', ['gone']));
      expect(await one.memberIds('g1')).toEqual(['gone']);

      expect(await store.tokens.find('hash of kept')).toMatchObject({ tenant: { name: 'kept' } });
      expect(await store.tokens.find('hash of kept, u1')).toMatchObject({ token: { userId: 'u1' } });
      expect(await store.handOvers.find('hash of the link of kept')).toBeDefined();
      expect(await other.memberIds('g1')).toEqual(['u1']);
      expect(await other.ids(userType, 'userName eq "u1"')).toEqual(['u1']);
      expect(await other.events()).toHaveLength(2);
      expect(await other.log()).toHaveLength(1);
      const [again] = await other.commit(changeMembers('g1', { add: ['gone'] }));
      expect(again?.added).toEqual([]);
    });

    it('do not see resources, events and log entries of each other', async () => {
      const [mine, theirs] = [make(), make()];
      await mine.commit(createUser('u1'), createGroup('g1', ['u1']), event('u1'), {
        kind: 'log',
        entry: logEntry('r1'),
      });
      expect(await theirs.version('User', 'u1')).toBeUndefined();
      expect(await theirs.find(userType)).toEqual({ total: 0, items: [] });
      for (const filter of ['id eq "u1"', 'userName eq "u1"', 'not (userName eq "u2")']) {
        expect({ filter, ...(await theirs.find(userType, filter)) }).toEqual({ filter, total: 0, items: [] });
      }
      expect(await theirs.ids(groupType, 'members eq "u1"')).toEqual([]);
      expect(await theirs.members('g1')).toEqual([]);
      expect(await theirs.events()).toEqual([]);
      expect(await theirs.log()).toEqual([]);
    });

    it.each(foreign)('get absent for a change that $does of another tenant', async ({ change }) => {
      const [mine, theirs] = [make(), make()];
      await mine.commit(createUser('u1'), createGroup('g1', ['u1']));
      expect(await theirs.store.resources.commit(theirs.tenant, [change])).toEqual({
        kind: 'absent',
        change: 0,
      });
      expect(await mine.version('User', 'u1')).toBe(1);
      expect(await mine.memberIds('g1')).toEqual(['u1']);
    });

    it('may have the same ids and names, which are independent', async () => {
      const [mine, theirs] = [make(), make()];
      for (const scope of [mine, theirs])
        await scope.commit(createUser('u1'), createGroup('g1', ['u1', 'u2']));
      await mine.commit(remove('User', 'u1'));
      await mine.commit(changeMembers('g1', { remove: ['u2'] }));
      expect(await theirs.members('g1')).toEqual([
        { value: 'u1', type: 'User' },
        { value: 'u2', type: undefined },
      ]);
      expect(await theirs.version('Group', 'g1')).toBe(1);
      const [added] = await theirs.commit(createGroup('g2', ['u1']));
      expect(added?.added).toEqual(['u1']);
      expect(await theirs.ids(userType, 'userName eq "u1"')).toEqual(['u1']);
    });
  });
}
