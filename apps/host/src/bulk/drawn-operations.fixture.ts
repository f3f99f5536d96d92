import fc from 'fast-check';

/** The target of an operation: an existing resource, a resource of the same request by its index, or none. */
export type Whom =
  | { readonly kind: 'known'; readonly name: string }
  | { readonly kind: 'made'; readonly at: number }
  | { readonly kind: 'nobody' };

/** A random operation, before its targets become ids or bulkId references. */
export type Drawn =
  | { readonly kind: 'user'; readonly name: string; readonly manager: Whom | undefined }
  | { readonly kind: 'group'; readonly name: string; readonly members: readonly Whom[] }
  | { readonly kind: 'rename'; readonly who: Whom; readonly name: string; readonly stale: boolean }
  | { readonly kind: 'retitle'; readonly who: Whom; readonly by: 'PATCH' | 'PUT'; readonly title: string }
  | {
      readonly kind: 'join';
      readonly group: Whom;
      readonly op: 'add' | 'remove';
      readonly members: readonly Whom[];
    }
  | { readonly kind: 'regroup'; readonly group: Whom; readonly name: string }
  | { readonly kind: 'delete'; readonly type: '/Users' | '/Groups'; readonly who: Whom }
  | { readonly kind: 'nonsense' };

/** The existing resources: two users, and a group with the first. */
const known = ['ada', 'eve', 'crew'] as const;

/** How to choose operations: `wild` ones share few names and often conflict, most `calm` ones succeed. */
export type Mood = 'wild' | 'calm';

const many = (name: string) => fc.integer({ min: 1, max: 1_000 }).map((number) => `${name}-${number}`);
const NAMES = {
  wild: {
    user: fc.constantFrom('ada', 'eve', 'bob', 'mira'),
    group: fc.constantFrom('crew', 'night', 'day'),
  },
  calm: { user: many('user'), group: many('group') },
};
/** The weight of each kind of operation, by mood. */
const WEIGHTS = {
  wild: { create: 5, rename: 2, retitle: 2, join: 4, remove: 2, nobody: 1, nonsense: 1 },
  calm: { create: 4, rename: 4, retitle: 3, join: 8, remove: 1, nobody: 0, nonsense: 0 },
} as const;
const title = fc.constantFrom('Dr', 'Prof', '');

/** The possible targets of an operation that may refer to these indexes. */
function whom(
  mood: Mood,
  places: readonly number[],
  ...names: readonly (typeof known)[number][]
): fc.Arbitrary<Whom> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...names).map((name): Whom => ({ kind: 'known', name })) },
    ...(places.length === 0
      ? []
      : [{ weight: 7, arbitrary: fc.constantFrom(...places).map((at): Whom => ({ kind: 'made', at })) }]),
    { weight: WEIGHTS[mood].nobody, arbitrary: fc.constant<Whom>({ kind: 'nobody' }) },
  );
}

/** Indexes that an operation may refer to, by resource type. */
interface Places {
  readonly users: readonly number[];
  readonly groups: readonly number[];
}

/** An operation of a kind that may refer to these indexes. */
function operation(kind: Kind, mood: Mood, { users, groups }: Places): fc.Arbitrary<Drawn> {
  // A wild operation may use a group in place of a user.
  const any = [...users, ...groups];
  const user = whom(mood, mood === 'calm' ? users : any, 'ada', 'eve');
  const group = whom(mood, mood === 'calm' ? groups : any, 'crew');
  const members = fc.array(whom(mood, any, 'ada', 'eve', 'crew'), { maxLength: 3 });
  const name = NAMES[mood];
  switch (kind) {
    case 'user':
      return fc.record({
        kind: fc.constant(kind),
        name: name.user,
        manager: fc.option(user, { nil: undefined }),
      });
    case 'group':
      return fc.record({ kind: fc.constant(kind), name: name.group, members });
    case 'rename':
      return fc.record({
        kind: fc.constant(kind),
        who: user,
        name: name.user,
        stale: mood === 'calm' ? fc.constant(false) : fc.boolean(),
      });
    case 'retitle': {
      const by =
        mood === 'calm' ? fc.constant('PATCH' as const) : fc.constantFrom('PATCH' as const, 'PUT' as const);
      return fc.record({ kind: fc.constant(kind), who: user, by, title });
    }
    case 'join': {
      const op = fc.constantFrom('add' as const, 'remove' as const);
      return fc.record({ kind: fc.constant(kind), group, op, members });
    }
    case 'regroup':
      return fc.record({ kind: fc.constant(kind), group, name: name.group });
    case 'delete':
      return fc.oneof(
        user.map((who): Drawn => ({ kind, type: '/Users', who })),
        group.map((who): Drawn => ({ kind, type: '/Groups', who })),
      );
    case 'nonsense':
      return fc.constant({ kind });
    default:
      return kind satisfies never;
  }
}

type Kind = Drawn['kind'];

function kindIn(mood: Mood): fc.Arbitrary<Kind> {
  const weights = WEIGHTS[mood];
  const kinds: readonly (readonly [Kind, number])[] = [
    ['user', weights.create],
    ['group', weights.create],
    ['rename', weights.rename],
    ['regroup', weights.rename],
    ['retitle', weights.retitle],
    ['join', weights.join],
    ['delete', weights.remove],
    ['nonsense', weights.nonsense],
  ];
  return fc.oneof(...kinds.map(([kind, weight]) => ({ weight, arbitrary: fc.constant(kind) })));
}

/** Operations that may refer to each other as `mayReferTo` allows. */
function operations(
  mood: Mood,
  mayReferTo: (from: number, to: number, ranks: readonly number[]) => boolean,
): fc.Arbitrary<readonly Drawn[]> {
  return fc
    .array(kindIn(mood), { minLength: 1, maxLength: 9 })
    .chain((kinds) =>
      fc.tuple(fc.constant(kinds), fc.shuffledSubarray([...kinds.keys()], { minLength: kinds.length })),
    )
    .chain(([kinds, ranks]) => {
      const placesOf = (from: number, ...wanted: readonly Kind[]): readonly number[] =>
        [...kinds.keys()].filter((to) => {
          const kind = kinds[to];
          return kind !== undefined && wanted.includes(kind) && mayReferTo(from, to, ranks);
        });
      return fc.tuple(
        ...kinds.map((kind, from) => {
          const astray: readonly Kind[] = mood === 'wild' ? ['nonsense', 'delete'] : [];
          const users = placesOf(from, 'user', ...astray);
          return operation(kind, mood, { users, groups: placesOf(from, 'group') });
        }),
      );
    });
}

/** Operations that refer to each other in any order, but never in a circle. */
export const withoutCircles = (mood: Mood): fc.Arbitrary<readonly Drawn[]> =>
  operations(mood, (from, to, ranks) => (ranks[to] ?? 0) < (ranks[from] ?? 0));

/** Operations that refer to each other in any way. */
export const withCircles = (mood: Mood): fc.Arbitrary<readonly Drawn[]> => operations(mood, () => true);
