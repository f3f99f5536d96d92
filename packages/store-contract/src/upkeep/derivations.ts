import { indexEntries, isObject, searchText, type ResourceType } from '@scimwright/core';
import type { Change, Derived, Rederived } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import type { TenantScope, NewTenantScope } from '../tenant-scope.ts';
import { AT, createGroup, createUser, LATER, update, userType } from '../sample/sample.ts';

/** A user that was stored when nothing but its name was an index. */
function createOld(id: string, displayName: string): Change {
  const change = createUser(id, { displayName });
  if (change.kind !== 'create') throw new Error('A user is created.');
  return { ...change, entries: change.entries.filter(({ path }) => path === 'userName') };
}

const byType =
  (type: ResourceType) =>
  (body: string): Derived => {
    const resource: unknown = JSON.parse(body);
    if (!isObject(resource)) throw new Error('A body is an object.');
    return { document: searchText(resource, type), entries: indexEntries(resource, type) };
  };

const everythingType: ResourceType = { ...userType, searchedBy: 'everything' };

/** The same users, of whom no two may have the same display name. */
const aloneType: ResourceType = {
  ...userType,
  indexes: userType.indexes.map((index) =>
    index.path === 'displayName' ? { ...index, unique: true } : index,
  ),
};

function rederive(scope: TenantScope, type: ResourceType, after = '', limit = 100): Promise<Rederived> {
  return scope.store.derivations.rederive(scope.tenant, { type: type.name, after, limit }, byType(type));
}

/** What is kept beside resources is derived again when its definition changed. */
export function describeDerivations(make: NewTenantScope): void {
  describe('what is derived from resources', () => {
    it('is noted by the definition that it follows, for each connector and type', async () => {
      const { derivations } = make().store;
      expect(await derivations.get('flow', 'User')).toBeUndefined();
      await derivations.note('flow', 'User', { definition: 'one', since: AT });
      await derivations.note('flow', 'Group', { definition: 'two', since: AT });
      await derivations.note('flow', 'User', { definition: 'three', since: LATER });
      expect(await derivations.get('flow', 'User')).toEqual({ definition: 'three', since: LATER });
      expect(await derivations.get('flow', 'Group')).toEqual({ definition: 'two', since: AT });
      expect(await derivations.get('other', 'User')).toBeUndefined();
    });

    it('answers a filter once it is derived again, and changes nothing the next time', async () => {
      const scope = make();
      await scope.commit(createOld('u1', 'Ada'), createOld('u2', 'Grace'));
      expect(await rederive(scope, userType)).toMatchObject({ last: undefined, looked: 2, clashes: [] });
      expect(await scope.ids(userType, 'displayName eq "ada"')).toEqual(['u1']);
      expect(await rederive(scope, userType)).toMatchObject({ looked: 2, changed: 0 });
    });

    it('moves no version and no time, and brings no event', async () => {
      const scope = make();
      await scope.commit(createOld('u1', 'Ada'));
      const before = await scope.store.resources.get(scope.tenant, 'User', 'u1');
      await rederive(scope, everythingType);
      expect(await scope.store.resources.get(scope.tenant, 'User', 'u1')).toEqual(before);
      expect(await scope.events()).toEqual([]);
      expect(await scope.log()).toEqual([]);
    });

    it('is derived a page at a time, in order of id, for one type of one tenant', async () => {
      const [scope, other] = [make(), make()];
      await scope.commit(...['c', 'a', 'b'].map((id) => createOld(id, id)), createGroup('aa'));
      await other.commit(createOld('ab', 'ab'));
      const first = await rederive(scope, userType, '', 2);
      expect(first).toMatchObject({ last: 'b', looked: 2 });
      expect(await rederive(scope, userType, first.last, 2)).toMatchObject({ last: undefined, looked: 1 });
      expect(await scope.ids(userType, 'displayName eq "c"')).toEqual(['c']);
      expect(await rederive(other, userType)).toMatchObject({ looked: 1 });
    });

    it('lets a value go that need not be unique any more', async () => {
      const scope = make();
      await scope.commit(createUser('u1', { displayName: 'Ada' }));
      await rederive(scope, aloneType);
      const second = createdAs('u2', 'ADA', aloneType);
      const refused = await scope.store.resources.commit(scope.tenant, [second]);
      expect(refused).toMatchObject({ kind: 'duplicate', path: 'displayName' });
      expect(await rederive(scope, userType)).toMatchObject({ changed: 1 });
      await scope.commit(createdAs('u2', 'ADA', userType));
    });

    it('finds all that have a value which is to be unique now, and says who clashes', async () => {
      const scope = make();
      await scope.commit(
        createUser('u1', { displayName: 'Ada' }),
        createUser('u2', { displayName: 'ada' }),
        createUser('u3', { displayName: 'Grace' }),
      );
      const clashes = [{ path: 'displayName', id: 'u2' }];
      expect(await rederive(scope, aloneType)).toMatchObject({ clashes });
      expect(await scope.ids(aloneType, 'displayName eq "ada"')).toEqual(['u1', 'u2']);
      expect(await rederive(scope, aloneType)).toMatchObject({ changed: 0, clashes });
      const third = await scope.store.resources.commit(scope.tenant, [createdAs('u4', 'ADA', aloneType)]);
      expect(third).toMatchObject({ kind: 'duplicate', path: 'displayName' });
      await scope.commit({ kind: 'remove', type: 'User', id: 'u1', at: LATER, expected: undefined });
      expect(await rederive(scope, aloneType)).toMatchObject({ changed: 1, clashes: [] });
    });

    it('is a search document where a type is searched by everything, and none where it is not', async () => {
      const scope = make();
      await scope.commit(
        createUser('u1', { displayName: 'Ada' }),
        createUser('u2', { displayName: 'Grace' }),
      );
      expect(await scope.ids(everythingType, 'displayName sw "a"')).toEqual([]);
      expect(await rederive(scope, everythingType)).toMatchObject({ changed: 2 });
      expect(await scope.ids(everythingType, 'displayName sw "a"')).toEqual(['u1']);
      expect(await rederive(scope, everythingType)).toMatchObject({ changed: 0 });
      expect(await rederive(scope, userType)).toMatchObject({ changed: 2 });
      expect(await scope.ids(everythingType, 'displayName sw "a"')).toEqual([]);
    });

    it('is right whatever is written meanwhile, and whoever else derives it', async () => {
      const scope = make();
      const users = Array.from({ length: 30 }, (_, at) => `u${String(at).padStart(2, '0')}`);
      await scope.commit(...users.map((id) => createOld(id, 'Old')));
      const deriveAll = async (): Promise<void> => {
        for (let after: string | undefined = ''; after !== undefined;) {
          after = (await rederive(scope, userType, after, 7)).last;
        }
      };
      await Promise.all([
        deriveAll(),
        ...users.map((id) =>
          scope.commit(
            update(id, { userName: id, displayName: 'Old' }, { userName: id, displayName: `New ${id}` }),
          ),
        ),
        deriveAll(),
      ]);
      expect(await rederive(scope, userType)).toMatchObject({ looked: 30, changed: 0, clashes: [] });
      expect(await scope.ids(userType, 'displayName eq "new u07"')).toEqual(['u07']);
    });
  });
}

function createdAs(id: string, displayName: string, type: ResourceType): Change {
  const resource = { userName: id, displayName };
  return {
    kind: 'create',
    type: type.name,
    id,
    at: AT,
    body: JSON.stringify(resource),
    entries: indexEntries(resource, type),
    members: [],
  };
}
