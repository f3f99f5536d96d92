import { isObject, type ResourceType } from '@scimwright/core';
import { indexEntries, searchText } from '@scimwright/core/resource';
import type { Change, Outcome, Stored } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import type { TenantScope, NewTenantScope } from '../tenant-scope.ts';
import { AT, createGroup, createUser, LATER, update, userType } from '../sample/sample.ts';

/** A user from a time when only its name had an index entry. */
function createOld(id: string, displayName: string): Change {
  const change = createUser(id, { displayName });
  if (change.kind !== 'create') throw new Error('A user is created.');
  return { ...change, entries: change.entries.filter(({ path }) => path === 'userName') };
}

const everythingType: ResourceType = { ...userType, searchedBy: 'everything' };

/** The same users, with unique display names. */
const aloneType: ResourceType = {
  ...userType,
  indexes: userType.indexes.map((index) =>
    index.path === 'displayName' ? { ...index, unique: true } : index,
  ),
};

/** Reindexes users by a type. The values at the paths of `shared` are not unique. */
function reindexed(
  users: readonly Stored[],
  type: ResourceType,
  shared: ReadonlySet<string>,
): readonly Change[] {
  return users.map(({ id, version, body }) => {
    const resource: unknown = JSON.parse(body);
    if (!isObject(resource)) throw new Error('A body is an object.');
    return {
      kind: 'reindex',
      type: type.name,
      id,
      expected: version,
      document: searchText(resource, type),
      entries: indexEntries(resource, type).map((entry) => ({
        ...entry,
        unique: entry.unique && !shared.has(entry.path),
      })),
    };
  });
}

/** Reindexes the users with these ids, or all users. */
async function reindex(
  { store, tenant }: TenantScope,
  type: ResourceType,
  { ids, shared = [] }: { readonly ids?: readonly string[]; readonly shared?: readonly string[] } = {},
): Promise<Outcome> {
  const query = { type, filter: undefined, count: 100, isCounted: false };
  const { items } = await store.resources.keysetPage(tenant, query);
  const users = items.filter(({ id }) => ids === undefined || ids.includes(id));
  return store.resources.commit(tenant, reindexed(users, type, new Set(shared)));
}

/** For each change of a batch, whether it changed index entries or search documents. */
const reindexedIn = (outcome: Outcome): readonly unknown[] =>
  outcome.kind === 'done' ? outcome.results.map((result) => result?.isReindexed) : [outcome];

/** Index entries and search documents follow a changed definition. */
export function describeReindex(make: NewTenantScope): void {
  describe('a definition of index entries and search documents', () => {
    it('is stored for each connector and resource type, and replaced', async () => {
      const { definitions } = make().store;
      expect(await definitions.get('flow', 'User')).toBeUndefined();
      await definitions.set('flow', 'User', { definition: 'one', since: AT });
      await definitions.set('flow', 'Group', { definition: 'two', since: AT });
      await definitions.set('flow', 'User', { definition: 'three', since: LATER });
      expect(await definitions.get('flow', 'User')).toEqual({ definition: 'three', since: LATER });
      expect(await definitions.get('flow', 'Group')).toEqual({ definition: 'two', since: AT });
      expect(await definitions.get('other', 'User')).toBeUndefined();
      const halfWay = { definition: '', since: LATER, progress: '{"at":"u7"}' };
      await definitions.set('flow', 'User', halfWay);
      expect(await definitions.get('flow', 'User')).toEqual(halfWay);
      await definitions.set('flow', 'User', { definition: 'four', since: LATER });
      expect(await definitions.get('flow', 'User')).toEqual({ definition: 'four', since: LATER });
    });
  });

  describe('a reindex', () => {
    it('makes a filter find the resource, and changes nothing the second time', async () => {
      const scope = make();
      await scope.commit(createOld('u1', 'Ada'), createOld('u2', 'Grace'));
      expect(await reindex(scope, userType)).toMatchObject({ kind: 'done' });
      expect(await scope.ids(userType, 'displayName eq "ada"')).toEqual(['u1']);
      expect(reindexedIn(await reindex(scope, userType))).toEqual([false, false]);
    });

    it('changes neither version nor time, and stores no event', async () => {
      const scope = make();
      await scope.commit(createOld('u1', 'Ada'));
      const before = await scope.store.resources.get(scope.tenant, 'User', 'u1');
      const outcome = await reindex(scope, everythingType);
      const [version, modified] = [before?.version, before?.modified];
      expect(outcome).toMatchObject({ results: [{ version, modified, added: [], removed: [] }] });
      expect(await scope.store.resources.get(scope.tenant, 'User', 'u1')).toEqual(before);
      expect(await scope.events()).toEqual([]);
      expect(await scope.log()).toEqual([]);
    });

    it('changes only its own resource, in its own tenant', async () => {
      const [scope, other] = [make(), make()];
      await scope.commit(...['c', 'a', 'b'].map((id) => createOld(id, 'Same')), createGroup('aa'));
      await other.commit(createOld('a', 'Same'));
      const some = { ids: ['b', 'c'] };
      expect(reindexedIn(await reindex(scope, everythingType, some))).toEqual([true, true]);
      expect(await scope.ids(everythingType, 'displayName sw "s"')).toEqual(['b', 'c']);
      expect(await other.ids(everythingType, 'displayName sw "s"')).toEqual([]);
    });

    it.each<{ change: string; of: Partial<Change>; refused: object }>([
      { change: 'another version', of: { expected: 2 }, refused: { kind: 'stale', change: 1 } },
      { change: 'a missing resource', of: { id: 'u9' }, refused: { kind: 'absent', change: 1 } },
      { change: 'a resource of another type', of: { type: 'Group' }, refused: { kind: 'absent', change: 1 } },
    ])('of $change refuses its batch, which leaves nothing', async ({ of, refused }) => {
      const scope = make();
      await scope.commit(createOld('u1', 'Ada'), createOld('u2', 'Grace'));
      const users = (await scope.find(userType)).items;
      const [first, second] = reindexed(users, everythingType, new Set());
      if (first === undefined || second === undefined) throw new Error('There are two users.');
      const changes = [first, { ...second, ...of } as Change];
      expect(await scope.store.resources.commit(scope.tenant, changes)).toEqual(refused);
      expect(await scope.ids(everythingType, 'displayName sw "a"')).toEqual([]);
    });

    it('frees a value that need not be unique any more', async () => {
      const scope = make();
      await scope.commit(createUser('u1', { displayName: 'Ada' }));
      await reindex(scope, aloneType);
      const second = createdAs('u2', 'ADA', aloneType);
      const refused = await scope.store.resources.commit(scope.tenant, [second]);
      expect(refused).toMatchObject({ kind: 'duplicate', path: 'displayName' });
      expect(reindexedIn(await reindex(scope, userType))).toEqual([true]);
      await scope.commit(createdAs('u2', 'ADA', userType));
    });

    it('is a duplicate if another resource has its value, and works if the value is not unique', async () => {
      const scope = make();
      await scope.commit(
        createUser('u1', { displayName: 'Ada' }),
        createUser('u2', { displayName: 'ada' }),
        createUser('u3', { displayName: 'Grace' }),
      );
      const duplicate = { kind: 'duplicate', change: 1, path: 'displayName' };
      expect(await reindex(scope, aloneType)).toEqual(duplicate);
      expect(reindexedIn(await reindex(scope, aloneType, { ids: ['u1', 'u3'] }))).toEqual([true, true]);
      const second = { ids: ['u2'], shared: ['displayName'] };
      expect(reindexedIn(await reindex(scope, aloneType, second))).toEqual([false]);
      expect(await scope.ids(aloneType, 'displayName eq "ada"')).toEqual(['u1', 'u2']);
      const third = await scope.store.resources.commit(scope.tenant, [createdAs('u4', 'ADA', aloneType)]);
      expect(third).toMatchObject({ kind: 'duplicate', path: 'displayName' });
      await scope.commit({ kind: 'remove', type: 'User', id: 'u1', at: LATER, expected: undefined });
      expect(reindexedIn(await reindex(scope, aloneType))).toEqual([true, false]);
    });

    it('writes a search document if everything is searched, and otherwise removes it', async () => {
      const scope = make();
      await scope.commit(
        createUser('u1', { displayName: 'Ada' }),
        createUser('u2', { displayName: 'Grace' }),
      );
      expect(await scope.ids(everythingType, 'displayName sw "a"')).toEqual([]);
      expect(reindexedIn(await reindex(scope, everythingType))).toEqual([true, true]);
      expect(await scope.ids(everythingType, 'displayName sw "a"')).toEqual(['u1']);
      expect(reindexedIn(await reindex(scope, everythingType))).toEqual([false, false]);
      expect(reindexedIn(await reindex(scope, userType))).toEqual([true, true]);
      expect(await scope.ids(everythingType, 'displayName sw "a"')).toEqual([]);
    });

    it('is correct during other writes and other reindexes', async () => {
      const scope = make();
      const users = Array.from({ length: 30 }, (_, at) => `u${String(at).padStart(2, '0')}`);
      await scope.commit(...users.map((id) => createOld(id, 'Old')));
      const reindexOne = async (id: string): Promise<void> => {
        let outcome = await reindex(scope, userType, { ids: [id] });
        while (outcome.kind === 'stale') outcome = await reindex(scope, userType, { ids: [id] });
        expect(outcome.kind).toBe('done');
      };
      await Promise.all([
        ...users.map(reindexOne),
        ...users.map((id) =>
          scope.commit(
            update(id, { userName: id, displayName: 'Old' }, { userName: id, displayName: `New ${id}` }),
          ),
        ),
        ...users.map(reindexOne),
      ]);
      expect(reindexedIn(await reindex(scope, userType))).toEqual(users.map(() => false));
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
