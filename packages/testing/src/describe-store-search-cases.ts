import { ENTERPRISE_USER } from '@scimwright/core';
import { BADGE } from './describe-store-search-sample.ts';

/** Users who differ in what filters ask; `zed` came a second later than the others. */
export const users = {
  ada: {
    userName: 'Ada',
    externalId: 'X1',
    active: true,
    title: 'Dr',
    name: { givenName: 'Ada', familyName: 'Lovelace' },
    emails: [
      { type: 'work', value: 'Ada@Contoso.example', primary: true },
      { type: 'home', value: 'ada@home.example' },
    ],
    [ENTERPRISE_USER]: { department: 'R&D', manager: { value: 'lin' } },
    [BADGE]: {
      floor: 9,
      factor: 0.1,
      issued: '2026-01-31T13:00:00+01:00',
      tags: ['Red', 'blue'],
      levels: [1, 10],
      code: 'aB',
    },
  },
  lin: {
    userName: 'lin',
    externalId: 'x1',
    active: false,
    title: '',
    name: {},
    emails: [
      { type: 'work', value: 'lin@contoso.example' },
      { type: 'home', value: 'Ada@Contoso.example' },
    ],
    [BADGE]: { floor: 10, factor: 1e21, issued: '2026-01-31T12:00:00.001Z', levels: [9_007_199_254_740_992] },
  },
  olga: { userName: 'ОЛЬГА', nickName: 'a%_\\"b', phoneNumbers: [{ value: '' }], [ENTERPRISE_USER]: {} },
  zed: { userName: '\u{1F600}', nickName: 'ab', emails: [{ type: 'other' }], [BADGE]: { tags: [''] } },
} as const;

/** Their ids. */
export const everyone = Object.keys(users);

const without = (...names: readonly (keyof typeof users)[]): readonly string[] =>
  everyone.filter((id) => !names.some((name) => name === id));

/** Filters of users, and the ids that each finds. */
export const ofUsers: readonly (readonly [filter: string, ids: readonly string[]])[] = [
  // Text, with case and without it.
  ['userName eq "ADA"', ['ada']],
  ['userName ne "ADA"', without('ada')],
  ['userName co "D"', ['ada']],
  ['userName sw "ольг"', ['olga']],
  ['userName ew "A"', ['ada']],
  ['userName ew "ьга"', ['olga']],
  ['userName gt "lin"', ['olga', 'zed']],
  ['userName ge "lin"', ['lin', 'olga', 'zed']],
  ['userName lt "lin"', ['ada']],
  ['userName le "LIN"', ['ada', 'lin']],
  ['userName gt "\uFFFD"', ['zed']],
  ['externalId sw "X"', ['ada']],
  [`${BADGE}:code co "b"`, []],
  // What a pattern would take for more than itself.
  ['nickName co "%"', ['olga']],
  ['nickName co "_"', ['olga']],
  ['nickName ew "\\\\\\"b"', ['olga']],
  ['nickName sw "a"', ['olga', 'zed']],
  ['nickName co ""', ['olga', 'zed']],
  ['nickName sw ""', ['olga', 'zed']],
  ['nickName ew ""', ['olga', 'zed']],
  // Missing, empty and null.
  ['title pr', ['ada']],
  ['not (title pr)', without('ada')],
  ['title eq ""', ['lin']],
  ['title eq null', without('ada')],
  ['title ne null', ['ada']],
  ['title ne "x"', everyone],
  ['not (title eq "dr")', without('ada')],
  ['name pr', ['ada']],
  ['name.givenName pr', ['ada']],
  ['name.givenName ne "ada"', without('ada')],
  ['phoneNumbers pr', []],
  ['emails pr', ['ada', 'lin', 'zed']],
  ['emails.value pr', ['ada', 'lin']],
  [`${BADGE}:tags pr`, ['ada']],
  [`${ENTERPRISE_USER}:department pr`, ['ada']],
  // Booleans; who does not say is neither.
  ['active eq true', ['ada']],
  ['active eq false', ['lin']],
  ['active ne true', without('ada')],
  ['active pr', ['ada', 'lin']],
  ['active eq null', ['olga', 'zed']],
  // Numbers and times.
  [`${BADGE}:floor lt 10`, ['ada']],
  [`${BADGE}:floor ge 9`, ['ada', 'lin']],
  [`${BADGE}:floor eq 9.0`, ['ada']],
  [`${BADGE}:floor ne 9`, without('ada')],
  [`${BADGE}:factor eq 0.1`, ['ada']],
  [`${BADGE}:factor gt 1e20`, ['lin']],
  [`${BADGE}:levels gt 9`, ['ada', 'lin']],
  [`${BADGE}:levels ne 1`, everyone],
  [`${BADGE}:levels eq 9007199254740992`, ['lin']],
  [`${BADGE}:issued eq "2026-01-31T12:00:00Z"`, ['ada']],
  [`${BADGE}:issued gt "2026-01-31T12:00:00Z"`, ['lin']],
  [`${BADGE}:issued le "2026-01-31T04:00:00.000-08:00"`, ['ada']],
  // Any value of several; in a value path one and the same.
  [`${BADGE}:tags eq "RED"`, ['ada']],
  [`${BADGE}:tags ne "red"`, everyone],
  [`not (${BADGE}:tags eq "red")`, without('ada')],
  [`${BADGE}:tags sw ""`, ['ada', 'zed']],
  ['emails co "@HOME"', ['ada']],
  ['emails.value eq "ada@contoso.example"', ['ada', 'lin']],
  ['emails.type eq "work" and emails.value eq "ada@contoso.example"', ['ada', 'lin']],
  ['emails[type eq "work" and value eq "ada@contoso.example"]', ['ada']],
  ['emails[type eq "home" and value eq "ada@contoso.example"]', ['lin']],
  ['emails[type eq "work" and not (value sw "ada")]', ['lin']],
  ['emails[type eq "work" or value ew "home.example"]', ['ada', 'lin']],
  ['emails[not (value pr)]', ['zed']],
  ['emails[value ne "x"]', ['ada', 'lin', 'zed']],
  ['emails.value ne "ada@home.example"', everyone],
  ['not (emails[type eq "work"])', ['olga', 'zed']],
  ['emails[type eq "other"] or name.familyName eq "lovelace"', ['ada', 'zed']],
  // Who does not say that a value is primary says that it is not.
  ['emails.primary eq true', ['ada']],
  ['emails.primary eq false', ['ada', 'lin', 'zed']],
  ['emails.primary ne true', everyone],
  ['emails[primary eq false and type eq "work"]', ['lin']],
  ['emails.primary pr', ['ada']],
  // Extensions, and what every resource has.
  [`${ENTERPRISE_USER}:department eq "r&d"`, ['ada']],
  [`${ENTERPRISE_USER.toUpperCase()}:DEPARTMENT sw "R"`, ['ada']],
  [`${ENTERPRISE_USER}:manager eq "lin"`, ['ada']],
  [`${ENTERPRISE_USER}:manager.value gt "LIN"`, ['ada']],
  [`schemas eq "${BADGE}"`, ['ada', 'lin', 'zed']],
  [`not (schemas co "enterprise")`, ['lin', 'zed']],
  ['id ge "lin"', ['lin', 'olga', 'zed']],
  ['id sw "L"', []],
  ['id pr', everyone],
  ['meta.resourceType eq "User"', everyone],
  ['meta.resourceType ne "User"', []],
  ['meta.created lt "2026-01-31T13:00:01+01:00"', without('zed')],
  ['meta.lastModified ge "2026-01-31T12:00:01Z"', ['zed']],
  ['meta.created eq "2026-01-31T12:00:00Z"', without('zed')],
  ['meta.created gt "+020000-01-01T00:00:00Z"', []],
  ['meta.created gt "-000001-01-01T00:00:00Z"', everyone],
  // Logic.
  ['userName eq "ada" or userName eq "lin" and active eq true', ['ada']],
  ['(userName eq "ada" or userName eq "lin") and active eq false', ['lin']],
  ['userName eq "ada" and title eq "dr"', ['ada']],
  ['userName eq "ada" and title eq "x"', []],
  ['not (active eq true) and not (title pr)', without('ada')],
];

/** Filters of groups: `big` has two users and a group, `small` a user who is not there, `empty` nobody. */
export const ofGroups: readonly (readonly [filter: string, ids: readonly string[]])[] = [
  ['displayName co "i"', ['big']],
  ['members eq "ada"', ['big']],
  ['members ne "ada"', ['big', 'empty', 'small']],
  ['not (members eq "ada")', ['empty', 'small']],
  ['members.value sw "n"', ['small']],
  ['members ge "lin"', ['big', 'small']],
  ['members pr', ['big', 'small']],
  ['not (members pr)', ['empty']],
  ['members eq null', ['empty']],
  ['members.type eq "group"', ['big']],
  ['members[type eq "User" and value eq "lin"]', ['big']],
  ['members[type eq "Group" and value eq "lin"]', []],
  ['members[not (type pr)]', ['small']],
  ['displayName sw "b" and members eq "ada"', ['big']],
  ['displayName sw "s" and members eq "ada"', []],
];
