import { describe, expect, it } from 'vitest';
import type { Change, StoredMembership } from '@scimwright/store';
import { MAX_GROUPS } from '@scimwright/store/engine';
import type { TenantScope, NewTenantScope } from '../tenant-scope.ts';
import { createSearched, searchedGroupType, searchedUserType } from '../sample/search-sample.ts';
import { changeMembers, createGroup, createUser, remove, update } from '../sample/sample.ts';

interface Nesting {
  readonly why: string;
  /** The members of each group. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly of: string;
  /** The expected groups; a + marks a direct one. */
  readonly are: readonly string[];
}

const nestings: readonly Nesting[] = [
  { why: 'of a user in no group are none', groups: { g1: ['u2'] }, of: 'u1', are: [] },
  { why: 'are direct', groups: { g2: ['u1'], g1: ['u1', 'u2'] }, of: 'u1', are: ['+g1', '+g2'] },
  {
    why: 'go on through groups',
    groups: { g1: ['u1'], g2: ['g1'], g3: ['g2'] },
    of: 'u1',
    are: ['+g1', 'g2', 'g3'],
  },
  {
    why: 'are direct if they are both direct and indirect',
    groups: { g1: ['u1'], g2: ['u1', 'g1'] },
    of: 'u1',
    are: ['+g1', '+g2'],
  },
  {
    why: 'appear once each, however many paths lead to them',
    groups: { g1: ['u1'], g2: ['u1'], g3: ['g1', 'g2'], g4: ['g3', 'g1'] },
    of: 'u1',
    are: ['+g1', '+g2', 'g3', 'g4'],
  },
  { why: 'end at a group that is its own member', groups: { g1: ['u1', 'g1'] }, of: 'u1', are: ['+g1'] },
  { why: 'end in a cycle', groups: { g1: ['u1', 'g2'], g2: ['g1'] }, of: 'u1', are: ['+g1', 'g2'] },
  {
    why: 'of a group are the groups that contain it',
    groups: { g1: [], g2: ['g1'], g3: ['g2'] },
    of: 'g1',
    are: ['+g2', 'g3'],
  },
  { why: 'of a group that is its own member include itself', groups: { g1: ['g1'] }, of: 'g1', are: ['+g1'] },
  {
    why: 'of a group in a cycle include itself',
    groups: { g1: ['g2'], g2: ['g1'] },
    of: 'g1',
    are: ['+g2', 'g1'],
  },
  {
    why: 'of a member that does not exist yet are known',
    groups: { g1: ['early'] },
    of: 'early',
    are: ['+g1'],
  },
];

const shown = ({ group, isDirect }: StoredMembership): string => (isDirect ? `+${group}` : group);

async function groupsOf({ store, tenant }: TenantScope, id: string): Promise<readonly string[]> {
  const found = await store.resources.memberships(tenant, [id], 'displayName');
  return (found.get(id) ?? []).map(shown);
}

/** The direct and indirect groups of resources. */
export function describeMemberships(make: NewTenantScope): void {
  describe('the groups of a resource', () => {
    it.each(nestings)('$why', async ({ groups, of, are }) => {
      const scope = make();
      await scope.commit(
        createUser('u1'),
        createUser('u2'),
        ...Object.entries(groups).map(([id, members]) => createGroup(id, members)),
      );
      expect(await groupsOf(scope, of)).toEqual(are);
    });

    it('are read for many resources at once, without those that are in no group', async () => {
      const scope = make();
      const users = Array.from({ length: 300 }, (_, at) => `u${at}`);
      await scope.commit(
        ...users.map((id) => createUser(id)),
        createGroup(
          'even',
          users.filter((_, at) => at % 2 === 0),
        ),
        createGroup('all', ['even']),
      );
      const found = await scope.store.resources.memberships(scope.tenant, users, 'displayName');
      expect(found.size).toBe(150);
      for (const [at, id] of users.entries()) {
        expect(found.get(id)?.map(shown)).toEqual(at % 2 === 0 ? ['+even', 'all'] : undefined);
      }
      expect((await scope.store.resources.memberships(scope.tenant, [], 'displayName')).size).toBe(0);
    });

    it('have the current value of the requested attribute as their label', async () => {
      const scope = make();
      const [before, after] = [{ displayName: 'Crew "A"' }, { displayName: 'Экипаж\n🙂' }];
      await scope.commit(createGroup('g1', ['u1'], before), createGroup('g2', ['g1'], { externalId: 'x' }));
      await scope.commit(update('g1', before, after, { type: 'Group' }));
      const labels = async (label: string) =>
        (await scope.store.resources.memberships(scope.tenant, ['u1'], label))
          .get('u1')
          ?.map((one) => one.label);
      expect(await labels('displayName')).toEqual([after.displayName, 'g2']);
      expect(await labels('externalId')).toEqual([undefined, 'x']);
    });

    it('follow changes of the groups in between', async () => {
      const scope = make();
      await scope.commit(createUser('u1'), createGroup('g1', ['u1']), createGroup('g2', ['g1']));
      await scope.commit(changeMembers('g2', { remove: ['g1'] }));
      expect(await groupsOf(scope, 'u1')).toEqual(['+g1']);
      await scope.commit(changeMembers('g2', { add: ['g1'] }));
      expect(await groupsOf(scope, 'u1')).toEqual(['+g1', 'g2']);
      await scope.commit(remove('Group', 'g1'));
      expect(await groupsOf(scope, 'u1')).toEqual([]);
    });

    it('do not change the user', async () => {
      const scope = make();
      await scope.commit(createUser('u1'), createGroup('g1', ['u1']));
      const before = await scope.store.resources.get(scope.tenant, 'User', 'u1');
      await scope.commit(createGroup('g2', ['g1']), changeMembers('g1', { remove: ['u1'] }));
      expect(await scope.store.resources.get(scope.tenant, 'User', 'u1')).toEqual(before);
    });

    it('are only those of the tenant', async () => {
      const [mine, theirs] = [make(), make()];
      await mine.commit(createUser('u1'), createGroup('g1', ['u1']));
      await theirs.commit(createUser('u1'), createGroup('g1', []), createGroup('g2', ['g1', 'u1']));
      expect(await groupsOf(mine, 'u1')).toEqual(['+g1']);
      expect(await groupsOf(theirs, 'u1')).toEqual(['+g2']);
    });

    it(`are the nearest ${MAX_GROUPS} at most`, async () => {
      const scope = make();
      const ids = Array.from({ length: MAX_GROUPS + 200 }, (_, at) => `g${String(at).padStart(4, '0')}`);
      // Half of the groups are direct; each of the others contains one of these.
      const half = ids.length / 2;
      const groups = ids.map((id, at) =>
        createGroup(id, at < half ? ['u1', 'u2'] : [ids[at - half] ?? '', ids[at] ?? '']),
      );
      for (let at = 0; at < groups.length; at += 100) await scope.commit(...groups.slice(at, at + 100));
      const found = await groupsOf(scope, 'u1');
      expect(found).toEqual([...ids.slice(0, half).map((id) => `+${id}`), ...ids.slice(half, MAX_GROUPS)]);
      const both = await scope.store.resources.memberships(scope.tenant, ['u1', 'u2'], 'displayName');
      expect([both.get('u1')?.map(shown), both.get('u2')?.map(shown)]).toEqual([found, found]);
    });

    it.each(Array.from({ length: 40 }, (_, at) => at + 1))(
      'are the same as by a naive closure, in random graph %i',
      async (seed) => {
        const scope = make();
        const edges = randomEdges(seed);
        await scope.commit(...graphOf(edges));
        const all = NODES.map((_, at) => `n${at}`);
        const found = await scope.store.resources.memberships(scope.tenant, all, 'displayName');
        const reach = closureOf(edges);
        for (const [at, id] of all.entries()) {
          const wanted = NODES.flatMap((_, group) => {
            if (reach[at]?.[group] !== true) return [];
            return edges.some(([member, of]) => member === at && of === group)
              ? [`+n${group}`]
              : [`n${group}`];
          });
          expect((found.get(id) ?? []).map(shown).toSorted()).toEqual(wanted.toSorted());
        }
      },
    );
  });
}

/** Filters over groups, and the users that they find. u1 is in g1 ("Deck"), which is in g2 ("Ship"); u2 is in no group. */
const filters: readonly (readonly [filter: string, finds: readonly string[]])[] = [
  ['groups.value eq "g1"', ['u1']],
  ['groups eq "g2"', ['u1']],
  ['groups.value eq "G1"', []],
  ['groups.value ne "g1"', ['u1', 'u2']],
  ['groups[value ne "g1"]', ['u1']],
  ['not (groups.value eq "g2")', ['u2']],
  ['groups pr', ['u1']],
  ['not (groups pr)', ['u2']],
  ['groups.display eq "dECK"', ['u1']],
  ['groups.display co "hi"', ['u1']],
  ['groups.display sw "x"', []],
  ['groups.display pr', ['u1']],
  ['groups.type eq "INDIRECT"', ['u1']],
  ['groups[type eq "direct" and value eq "g1"]', ['u1']],
  ['groups[type eq "direct" and value eq "g2"]', []],
  ['groups[type eq "indirect" and display eq "ship"]', ['u1']],
  ['groups[type eq "indirect"] and userName sw "u"', ['u1']],
  ['groups.value eq "g1" or userName eq "u2"', ['u1', 'u2']],
  ['groups.value gt "g1"', ['u1']],
  ['groups.type lt "indirect"', ['u1']],
];

/** Users are found by their groups if everything is searched. */
export function describeGroupFilters(make: NewTenantScope): void {
  describe('a filter by groups', () => {
    it.each(filters)('%s finds %j', async (filter, finds) => {
      const scope = make();
      await scope.commit(
        createSearched(searchedUserType, 'u1', { userName: 'u1' }),
        createSearched(searchedUserType, 'u2', { userName: 'u2' }),
        createSearched(searchedGroupType, 'g1', { displayName: 'Deck' }, { members: ['u1', 'g2'] }),
        createSearched(searchedGroupType, 'g2', { displayName: 'Ship' }, { members: ['g1'] }),
      );
      expect(await scope.ids(searchedUserType, filter)).toEqual(finds);
      expect((await scope.find(searchedUserType, filter, { count: 0 })).total).toBe(finds.length);
    });
  });
}

type Edges = readonly (readonly [member: number, group: number])[];

const NODES = Array.from({ length: 8 }, () => true);

/** Groups whose members are the groups with an edge to them. */
function graphOf(edges: Edges): readonly Change[] {
  return NODES.map((_, at) => {
    const members = edges.filter(([, group]) => group === at).map(([member]) => `n${member}`);
    return createGroup(`n${at}`, [...new Set(members)]);
  });
}

/** Warshall's algorithm: whether a path of any length leads from one node to another. */
function closureOf(edges: Edges): readonly (readonly boolean[])[] {
  const reach = NODES.map((_, from) => NODES.map((_, to) => edges.some(([a, b]) => a === from && b === to)));
  for (const by of NODES.keys()) {
    for (const row of reach) {
      if (row[by] !== true) continue;
      for (const to of NODES.keys()) row[to] ||= reach[by]?.[to] === true;
    }
  }
  return reach;
}

/** Up to 24 edges, the same for a seed in every store, by the generator of Park and Miller. */
function randomEdges(seed: number): Edges {
  let state = seed * 7_919;
  const below = (most: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % most;
  };
  return Array.from({ length: below(25) }, () => [below(NODES.length), below(NODES.length)] as const);
}
