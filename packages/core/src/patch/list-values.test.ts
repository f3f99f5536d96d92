import { describe, expect, it } from 'vitest';
import { ScimError } from '../error.ts';
import type { Json, JsonObject } from '../json.ts';
import { group, wholeUser } from '../profile/profiles.fixture.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { EVERY, everyKind } from './every-kind.fixture.ts';
import { memberDeltas } from './member-delta.ts';
import { patch, type Operation } from './patch.fixture.ts';

type Op = 'add' | 'replace' | 'remove';

/** A list that holds `a` and `b`. */
interface List {
  readonly name: string;
  readonly type: ResourceType;
  readonly path: string;
  /** The ids or values of the list after an operation, in order. */
  after(operation: Operation): readonly Json[];
  /** Whether a single value may replace a list. */
  readonly takesOne: boolean;
  /** Whether an element can be any text, JSON or not. */
  readonly isText: boolean;
}

/** A list in the resource of a user. */
function kept(name: string, extension: string | undefined, type: ResourceType, isSimple: boolean): List {
  const elements = ['a', 'b'].map((value) => (isSimple ? value : { value }));
  const stored = extension === undefined ? { [name]: elements } : { [extension]: { [name]: elements } };
  const valueOf = (element: Json): Json => (isSimple ? element : ((element as JsonObject)['value'] ?? null)); // an element of the list
  return {
    name: isSimple ? 'a list of simple values' : name,
    type,
    path: extension === undefined ? name : `${extension}:${name}`,
    after: (operation) => {
      const { resource } = patch(type, { userName: 'ada', ...stored }, [operation]);
      const container = extension === undefined ? resource : (resource[extension] ?? {});
      const list = (container as JsonObject)[name] ?? []; // an object of attributes
      return (list as readonly Json[]).map(valueOf); // the attribute is a list
    },
    takesOne: false,
    isText: true,
  };
}

const members: List = {
  name: 'members',
  type: group.type,
  path: 'members',
  after: (operation) =>
    memberDeltas(patch(group.type, { displayName: 'G' }, [operation]).members).reduce<readonly string[]>(
      (ids, { clear, remove, add }) => [
        ...new Set([...(clear ? [] : ids).filter((id) => !remove.includes(id)), ...add]),
      ],
      ['a', 'b'],
    ),
  takesOne: true,
  isText: false,
};

const lists: readonly List[] = [
  kept('emails', undefined, wholeUser.type, false),
  kept('roles', undefined, wholeUser.type, false),
  kept('elementsOfString', EVERY, everyKind, false),
  kept('listOfString', EVERY, everyKind, true),
  members,
];

/** The result for a list: unchanged, empty, changed as the operation asks, or a refusal. */
type Fate = 'stays' | 'emptied' | 'changed' | 'refused';

interface Row {
  readonly value: (element: string) => Json;
  readonly fate: Readonly<Record<Op, Fate>> | ((list: List) => Readonly<Record<Op, Fate>>);
  /** The added element, if it differs from the one that the value was made of. */
  readonly added?: Json;
}

const nothing = { add: 'stays', replace: 'emptied', remove: 'stays' } as const;
const refused = { add: 'refused', replace: 'refused', remove: 'refused' } as const;
const changed = { add: 'changed', replace: 'changed', remove: 'changed' } as const;
/** A single value, which can replace only the list of members. */
const single = ({ takesOne }: List) => ({ ...changed, replace: takesOne ? 'changed' : 'refused' }) as const;

const rows: readonly Row[] = [
  { value: () => null, fate: nothing },
  { value: () => [], fate: nothing },
  { value: () => '', fate: nothing },
  { value: () => '[]', fate: nothing },
  { value: (element) => [element], fate: changed },
  { value: (element) => [{ value: element }], fate: changed },
  { value: (element) => [{ $ref: null, VALUE: element }], fate: changed },
  { value: (element) => [null, { value: element }], fate: changed },
  { value: (element) => `[{"value":"${element}"}]`, fate: changed },
  { value: (element) => ` ["${element}"]`, fate: changed },
  { value: (element) => element, fate: single },
  { value: (element) => ({ value: element }), fate: single },
  { value: () => 7, fate: refused },
  { value: () => true, fate: refused },
  { value: () => false, fate: refused },
  { value: () => ({}), fate: refused },
  { value: () => [null], fate: refused },
  { value: () => [''], fate: refused },
  { value: () => [{}], fate: refused },
  { value: () => [{ value: null }], fate: refused },
  { value: () => [{ value: '' }], fate: refused },
  { value: () => [{ foo: 'c' }], fate: refused },
  { value: () => [7], fate: refused },
  { value: () => [['c']], fate: refused },
  { value: () => '[null]', fate: refused },
  { value: () => '[{"value":null}]', fate: refused },
  // Malformed JSON is an ordinary string, but never a member.
  {
    value: () => '[{"value":"c"',
    added: '[{"value":"c"',
    fate: ({ isText }) => (isText ? { add: 'changed', replace: 'refused', remove: 'stays' } : refused),
  },
];

const after: Readonly<Record<Op, (element: Json) => readonly Json[]>> = {
  add: (element) => ['a', 'b', element],
  replace: (element) => [element],
  remove: () => ['b'],
};

function outcome(list: List, operation: Operation): readonly Json[] | 'refused' {
  try {
    return list.after(operation);
  } catch (error) {
    if (!(error instanceof ScimError) || error.code !== 'invalidValue') throw error;
    return error.message.startsWith(list.path) ? 'refused' : [error.message];
  }
}

const cells = lists.flatMap((list) =>
  rows.flatMap(({ value, fate, added }) =>
    (['add', 'replace', 'remove'] as const).map((op) => {
      const named = op === 'remove' ? 'a' : 'c';
      const sent = value(named);
      const element = added ?? named;
      const is = (typeof fate === 'function' ? fate(list) : fate)[op];
      return { list, name: list.name, op, sent, is, element, text: JSON.stringify(sent) };
    }),
  ),
);

describe('an operation on a list takes effect, or is refused', () => {
  it.each(cells)('$op $text: $name is $is', ({ list, op, sent, is, element }) => {
    const expected = {
      stays: ['a', 'b'],
      emptied: [],
      changed: after[op](element),
      refused: 'refused',
    }[is];
    // A remove has no form without a path.
    const pathless = op === 'remove' ? [] : [{ op, value: { [list.path]: sent } }];
    for (const operation of [{ op, path: list.path, value: sent }, ...pathless]) {
      expect(outcome(list, operation)).toEqual(expected);
    }
  });

  it.each(lists)('only a remove without a value empties $name', (list) => {
    expect(list.after({ op: 'remove', path: list.path })).toEqual([]);
  });
});

describe('a sub-attribute of each element', () => {
  const before = { userName: 'ada', emails: [{ value: 'a', display: 'A' }, { value: 'b' }] };
  const emails = (operation: Operation): Json | undefined =>
    patch(wholeUser.type, before, [{ path: 'emails.display', ...operation }]).resource['emails'];
  const undisplayed = [{ value: 'a' }, { value: 'b' }];

  it.each<Json>([null, [], ''])('%j adds nothing, removes nothing, and replaces all', (value) => {
    expect(emails({ op: 'add', value })).toEqual(before.emails);
    expect(emails({ op: 'remove', value })).toEqual(before.emails);
    expect(emails({ op: 'replace', value })).toEqual(undisplayed);
  });

  it('is removed without a value', () => {
    expect(emails({ op: 'remove' })).toEqual(undisplayed);
  });
});

describe('with a filter, or on a single value, a remove ignores its value and null unassigns', () => {
  const before = { userName: 'ada', title: 'Dr', emails: [{ type: 'work', value: 'a' }, { value: 'b' }] };
  const values: readonly (Json | undefined)[] = [undefined, null, [], '', 'x', [{ value: 'x' }], {}, 7];

  it.each(values)('remove with %j', (value) => {
    const removed = (path: string): JsonObject =>
      patch(wholeUser.type, before, [
        value === undefined ? { op: 'remove', path } : { op: 'remove', path, value },
      ]).resource;
    expect(removed('title')['title']).toBeUndefined();
    expect(removed('emails[type eq "work"]')['emails']).toEqual([{ value: 'b' }]);
  });

  it.each(['add', 'replace'])('%s of null', (op) => {
    const unassigned = (path: string): JsonObject =>
      patch(wholeUser.type, before, [{ op, path, value: null }]).resource;
    expect(unassigned('title')['title']).toBeUndefined();
    expect(unassigned('emails[type eq "work"]')['emails']).toEqual([{ value: 'b' }]);
    expect(unassigned('emails[type eq "work"].value')['emails']).toEqual([{ value: 'b' }]);
  });
});
