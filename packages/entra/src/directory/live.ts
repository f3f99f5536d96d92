import type { LivingDirectory } from './create-directory.ts';
import { defaultAccess } from './create-directory.ts';
import type { DirectoryChange } from './directory-change.ts';
import { namer, person } from './generate-company.ts';
import { departments, sites } from './people-names.ts';
import { seededRandom } from './seeded-random.ts';

/** How much happens in a year, as a share of the people. */
export interface LifeRates {
  readonly joiners: number;
  readonly leavers: number;
  /** Another department, title and manager. */
  readonly movers: number;
  /** Another surname, and often another user name. */
  readonly renames: number;
  /** Sign-in is blocked, and allowed again after some weeks. */
  readonly leaves: number;
  /** Somebody loses or gets the assignment to the application. */
  readonly assignments: number;
  /** Somebody gets another role in place of theirs. */
  readonly roles: number;
  /** Somebody joins or leaves a group. */
  readonly memberships: number;
  /** How many projects a year begin with a group, and as many end. */
  readonly projects: number;
  /** How often a year a department is renamed, with its group, and gets another head. */
  readonly reorganisations: number;
}

/** The rates of a company that does well. */
export const usualLife: LifeRates = {
  joiners: 0.15,
  leavers: 0.12,
  movers: 0.2,
  renames: 0.03,
  leaves: 0.04,
  assignments: 0.04,
  roles: 0.1,
  memberships: 0.6,
  projects: 6,
  reorganisations: 2,
};

/** Life in a directory. */
export interface Life {
  /** Lets one day pass: changes the directory, and gives the changes. */
  day(now: number): readonly DirectoryChange[];
}

const DAY = 86_400_000;
/** After so many days, Entra purges who was deleted. */
const RECYCLED = 30;
/** Of those who leave, so many come back while they are in the recycle bin, and so many later under their old name. */
const BACK = { soon: 0.1, later: 0.08 };
/** Of those who leave, so many are blocked or unassigned first. */
const PREPARED = 0.4;

/**
 * Joiners, movers, leavers, renames, reorganisations and rehires in a directory. The same seed gives the same life to the same directory.
 *
 * @example
 * const directory = createDirectory({ defaultDomain: 'fjordline.example', appRoles: [] });
 * liveIn(directory, { seed: 1, rates: usualLife }).day(Date.now()).length; // 0, since nobody is there
 */
export function liveIn(
  directory: LivingDirectory,
  { seed, rates }: { readonly seed: number; readonly rates: LifeRates },
): Life {
  const random = seededRandom(seed ^ 0x6a09e667);
  const people: string[] = [...directory.users()]
    .filter(({ deletedAt }) => deletedAt === undefined)
    .map(({ id }) => id);
  const names = new Set([...directory.users()].map(({ attributes }) => attributes['mailNickname']));
  const nameFor = namer((name) => names.has(name));
  const later: { readonly at: number; readonly changes: () => readonly DirectoryChange[] }[] = [];
  let joined = 0;
  let projects = 0;

  const someone = (): string | undefined => people[random.below(people.length)];
  const remove = (id: string): void => {
    const at = people.indexOf(id);
    const last = people.pop();
    if (at >= 0 && last !== undefined && at < people.length) people[at] = last;
  };
  const times = (share: number): number => {
    const expected = share / 365;
    return Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0);
  };
  const roleFor = (): string =>
    (directory.appRoles[random.below(directory.appRoles.length)] ?? defaultAccess).id;
  const groups = (): readonly string[] =>
    [...directory.groups()].filter(({ deletedAt }) => deletedAt === undefined).map(({ id }) => id);
  const isIn = (id: string): boolean =>
    directory.user(id)?.deletedAt === undefined && directory.user(id) !== undefined;

  const join = (
    attributes?: Readonly<Record<string, string | readonly string[]>>,
  ): readonly DirectoryChange[] => {
    joined += 1;
    const plan = {
      site: random.pick(sites),
      department: random.pick(departments),
      rank: 3,
      employeeId: `J${joined}`,
    };
    const id = random.guid();
    const managerId = someone();
    people.push(id);
    const made = attributes ?? person(plan, nameFor, random, directory);
    return [
      { kind: 'userAdded', id, attributes: made, ...(managerId !== undefined && { managerId }) },
      { kind: 'assigned', id, roleId: roleFor() },
      ...groups()
        .filter(() => random.chance(0.1))
        .map((group) => ({ kind: 'memberAdded', id: group, memberId: id }) as const),
    ];
  };
  const leave = (id: string, now: number): readonly DirectoryChange[] => {
    const prepared: readonly DirectoryChange[] = random.chance(PREPARED)
      ? random.chance(0.5)
        ? [{ kind: 'signInChanged', id, accountEnabled: false }]
        : unassign(id)
      : [];
    remove(id);
    const days = 1 + random.below(RECYCLED - 1);
    if (random.chance(BACK.soon)) {
      later.push({
        at: now + days * DAY,
        changes: () => {
          people.push(id);
          return [
            { kind: 'restored', id },
            { kind: 'signInChanged', id, accountEnabled: true },
          ];
        },
      });
    } else {
      const attributes = directory.user(id)?.attributes;
      const comesBack = random.chance(BACK.later);
      later.push({ at: now + RECYCLED * DAY, changes: () => [{ kind: 'purged', id }] });
      if (comesBack && attributes !== undefined) {
        later.push({ at: now + (RECYCLED + 1 + random.below(60)) * DAY, changes: () => join(attributes) });
      }
    }
    return [...prepared, { kind: 'deleted', id }];
  };
  const move = (id: string): readonly DirectoryChange[] => {
    const { name, titles } = random.pick(departments);
    const managerId = random.chance(0.9) ? someone() : undefined;
    return [
      {
        kind: 'attributesChanged',
        id,
        attributes: { department: name, jobTitle: random.chance(0.95) ? random.pick(titles) : null },
      },
      { kind: 'managerChanged', id, managerId: managerId ?? null },
    ];
  };
  const rename = (id: string): readonly DirectoryChange[] => {
    const [surname, ascii] = random.pick(random.pick(sites).family);
    const { givenName = '', userPrincipalName = '' } = directory.user(id)?.attributes ?? {};
    const displayName = `${String(givenName)} ${surname}`;
    const isMember = !String(userPrincipalName).includes('#EXT#');
    const local = nameFor(`renamed.${ascii}`);
    const address = `${local}@${directory.defaultDomain}`;
    const account =
      isMember && random.chance(0.5)
        ? { userPrincipalName: address, mail: address, mailNickname: local }
        : {};
    return [{ kind: 'attributesChanged', id, attributes: { surname, displayName, ...account } }];
  };
  const takeLeave = (id: string, now: number): readonly DirectoryChange[] => {
    later.push({
      at: now + (14 + random.below(60)) * DAY,
      changes: () => (isIn(id) ? [{ kind: 'signInChanged', id, accountEnabled: true }] : []),
    });
    return [{ kind: 'signInChanged', id, accountEnabled: false }];
  };
  /** Somebody loses the application: the roles, and the groups that give roles. */
  const unassign = (id: string): readonly DirectoryChange[] => [
    ...groups()
      .filter((group) => directory.isAssigned(group) && directory.group(group)?.members.has(id) === true)
      .map((group) => ({ kind: 'memberRemoved', id: group, memberId: id }) as const),
    ...directory.ownRolesOf(id).map((roleId) => ({ kind: 'unassigned', id, roleId }) as const),
  ];
  const reassign = (id: string): readonly DirectoryChange[] =>
    directory.isAssigned(id) ? unassign(id) : [{ kind: 'assigned', id, roleId: roleFor() }];
  const changeRole = (id: string): readonly DirectoryChange[] => {
    const own = directory.ownRolesOf(id);
    const roleId = roleFor();
    if (own.length === 0 || own.includes(roleId)) return [];
    return [
      ...own.map((before) => ({ kind: 'unassigned', id, roleId: before }) as const),
      { kind: 'assigned', id, roleId },
    ];
  };
  const regroup = (memberId: string): readonly DirectoryChange[] => {
    const all = groups();
    const id = all[random.below(all.length)];
    if (id === undefined) return [];
    const isMember = directory.group(id)?.members.has(memberId) === true;
    return [{ kind: isMember ? 'memberRemoved' : 'memberAdded', id, memberId }];
  };
  const beginProject = (): readonly DirectoryChange[] => {
    projects += 1;
    const id = random.guid();
    const members = new Set(
      Array.from({ length: Math.min(people.length, 3 + random.below(10)) }, () => someone()),
    );
    return [
      {
        kind: 'groupAdded',
        id,
        attributes: { displayName: `New Project ${projects}`, mailNickname: `new-project-${projects}` },
      },
      ...[...members].flatMap((memberId) =>
        memberId === undefined ? [] : [{ kind: 'memberAdded', id, memberId } as const],
      ),
      { kind: 'assigned', id, roleId: (directory.appRoles[0] ?? defaultAccess).id },
    ];
  };
  const endProject = (now: number): readonly DirectoryChange[] => {
    const isProject = (id: string): boolean =>
      String(directory.group(id)?.attributes['displayName']).includes('Project');
    const all = groups().filter(isProject);
    const id = all[random.below(all.length)];
    if (id === undefined) return [];
    if (random.chance(0.3)) later.push({ at: now + 5 * DAY, changes: () => [{ kind: 'restored', id }] });
    else later.push({ at: now + RECYCLED * DAY, changes: () => [{ kind: 'purged', id }] });
    return [{ kind: 'deleted', id }];
  };
  const reorganise = (): readonly DirectoryChange[] => {
    const all = [...directory.groups()].filter(
      ({ deletedAt, attributes: { displayName } }) =>
        deletedAt === undefined && typeof displayName === 'string' && !displayName.startsWith('Site '),
    );
    const group = all[random.below(all.length)];
    if (group === undefined) return [];
    const displayName = `${String(group.attributes['displayName'])} ${1 + random.below(9)}`;
    const head = someone();
    const isTaken = all.some(({ attributes }) => attributes['displayName'] === displayName);
    return [
      ...(isTaken ? [] : [{ kind: 'attributesChanged', id: group.id, attributes: { displayName } } as const]),
      ...[...group.members]
        .filter((id) => isIn(id) && id !== head)
        .slice(0, 20)
        .map((id) => ({ kind: 'managerChanged', id, managerId: head ?? null }) as const),
    ];
  };

  return {
    day(now) {
      const changes: DirectoryChange[] = [];
      const happen = (some: readonly DirectoryChange[]): void => {
        for (const change of some) {
          directory.apply(change, now);
          changes.push(change);
        }
      };
      const happensTo = (
        share: number,
        what: (id: string, now: number) => readonly DirectoryChange[],
      ): void => {
        for (let left = times(share * people.length); left > 0; left -= 1) {
          const id = someone();
          if (id !== undefined) happen(what(id, now));
        }
      };
      const due = later.filter(({ at }) => at <= now);
      for (const one of due) later.splice(later.indexOf(one), 1);
      for (const one of due) happen(one.changes());
      happensTo(rates.joiners, () => join());
      happensTo(rates.movers, move);
      happensTo(rates.renames, rename);
      happensTo(rates.leaves, takeLeave);
      happensTo(rates.assignments, reassign);
      happensTo(rates.roles, changeRole);
      happensTo(rates.memberships, regroup);
      for (let left = times(rates.projects); left > 0; left -= 1) {
        happen(beginProject());
        happen(endProject(now));
      }
      for (let left = times(rates.reorganisations); left > 0; left -= 1) happen(reorganise());
      happensTo(rates.leavers, leave);
      return changes;
    },
  };
}
