import type { AppRole } from '../expression/value.ts';
import { defaultAccess } from './create-directory.ts';
import type { DirectoryChange } from './directory-change.ts';
import type { DirectoryAttributes } from './directory.ts';
import { departments, sites, type Department, type Site } from './people-names.ts';
import { guidAt, seededRandom, type SeededRandom } from './seeded-random.ts';

/** Which company is generated. */
export interface CompanyPlan {
  /** From 1 to 1,000,000. */
  readonly people: number;
  readonly seed: number;
  readonly defaultDomain: string;
  /** The roles of the application. Each person who is assigned gets one. */
  readonly appRoles: readonly AppRole[];
  /** Groups are assigned too, so that they are provisioned. They have the first role. */
  readonly assignsGroups: boolean;
}

const MOST_PEOPLE = 1_000_000;
const MOST_PROJECTS = 5_000;
/** So many people report to one manager. */
const REPORTS = 8;
/** In this share of cases. */
const SHARES = {
  guest: 0.03,
  noMail: 0.04,
  blocked: 0.02,
  noDepartment: 0.02,
  unassigned: 0.03,
  mobile: 0.7,
};

const ROWS = {
  person: 0,
  department: 1,
  site: 2,
  project: 3,
  everyone: 4,
  allDepartments: 5,
  townHall: 6,
} as const;

/**
 * The changes that make a believable company: people of many scripts under their managers, guests, blocked accounts, missing mails, two
 * people who manage each other; groups of departments, sites and projects, a big one, and one of groups. The same plan gives the same
 * company. People come one by one, so that a million of them need no memory here.
 *
 * @throws RangeError for fewer people than one, or more than a million
 *
 * @example
 * const plan = { people: 10, seed: 1, defaultDomain: 'fjordline.example', appRoles: [], assignsGroups: true };
 * [...generateCompany(plan)].filter(({ kind }) => kind === 'userAdded').length; // 10
 */
export function* generateCompany(plan: CompanyPlan): Generator<DirectoryChange> {
  const { people, seed, appRoles } = plan;
  if (!Number.isInteger(people) || people < 1 || people > MOST_PEOPLE) {
    throw new RangeError(`A company has from 1 to ${MOST_PEOPLE} people, not ${people}.`);
  }
  const used = departments.slice(0, Math.max(1, Math.ceil(people / REPORTS)));
  const names = namer();
  const placeOf = (at: number): Place => ({
    department: at === 0 ? 0 : (at - 1) % used.length,
    rank: at === 0 ? 0 : Math.floor((at - 1) / used.length) + 1,
  });

  for (let at = 0; at < people; at += 1) {
    const { department, rank } = placeOf(at);
    const random = randomOf(plan, at);
    const managerAt =
      at === 0 ? undefined : rank === 1 ? 0 : 1 + department + used.length * Math.floor((rank - 2) / REPORTS);
    const id = guidAt(seed, ROWS.person, at);
    yield {
      kind: 'userAdded',
      id,
      attributes: person(
        { ...placeFor(used, department, random), rank, employeeId: String(10_000 + at) },
        names,
        random,
        plan,
      ),
      accountEnabled: !random.chance(SHARES.blocked),
      ...(managerAt !== undefined && { managerId: guidAt(seed, ROWS.person, managerAt) }),
    };
    if (!isUnassigned(plan, at)) {
      yield { kind: 'assigned', id, roleId: (appRoles[random.below(appRoles.length)] ?? defaultAccess).id };
    }
  }
  // The first head of a department and a report of his manage each other.
  if (people > 2 * used.length + 1) {
    yield {
      kind: 'managerChanged',
      id: guidAt(seed, ROWS.person, 1),
      managerId: guidAt(seed, ROWS.person, 1 + used.length),
    };
  }
  yield* groups(plan, used, placeOf);
}

interface Place {
  readonly department: number;
  readonly rank: number;
}

function* groups(
  plan: CompanyPlan,
  used: readonly Department[],
  placeOf: (at: number) => Place,
): Generator<DirectoryChange> {
  const { people, seed, assignsGroups, appRoles } = plan;
  const everybody = function* (filter: (at: number) => boolean): Generator<string> {
    for (let at = 0; at < people; at += 1) {
      if (!isUnassigned(plan, at) && filter(at)) yield guidAt(seed, ROWS.person, at);
    }
  };
  function* group(
    row: number,
    at: number,
    name: string,
    members: Iterable<string>,
    isSecurityEnabled = true,
  ): Generator<DirectoryChange> {
    const id = guidAt(seed, row, at);
    const mailNickname = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
    yield { kind: 'groupAdded', id, attributes: { displayName: name, mailNickname }, isSecurityEnabled };
    for (const memberId of members) yield { kind: 'memberAdded', id, memberId };
    if (assignsGroups && isSecurityEnabled)
      yield { kind: 'assigned', id, roleId: (appRoles[0] ?? defaultAccess).id };
  }
  yield* group(
    ROWS.everyone,
    0,
    'Everyone',
    everybody(() => true),
  );
  yield* group(
    ROWS.townHall,
    0,
    'Town Hall',
    everybody((at) => at % 3 === 0),
    false,
  );
  for (const [at, { name }] of used.entries()) {
    yield* group(
      ROWS.department,
      at,
      name,
      everybody((each) => each > 0 && placeOf(each).department === at),
    );
  }
  for (const [at, { city }] of sites.entries()) {
    const members = [...everybody((each) => siteOf(randomOf(plan, each)).city === city)];
    if (members.length > 0) yield* group(ROWS.site, at, `Site ${city}`, members);
  }
  const projects = Math.min(MOST_PROJECTS, Math.ceil(people / 15));
  const random = seededRandom(seed ^ 0x51ed270b);
  for (let at = 0; at < projects; at += 1) {
    const members = new Set<string>();
    const size = Math.min(people, 3 + random.below(25));
    for (let turn = 0; turn < size; turn += 1) {
      const one = random.below(people);
      if (!isUnassigned(plan, one)) members.add(guidAt(seed, ROWS.person, one));
    }
    yield* group(ROWS.project, at, `Project ${at + 1}`, members);
  }
  const inner = used.map((_, at) => guidAt(seed, ROWS.department, at));
  yield* group(ROWS.allDepartments, 0, 'All Departments', inner);
}

/** The random numbers of one person: the first chooses the site. */
function randomOf({ seed }: CompanyPlan, at: number): SeededRandom {
  return seededRandom(Math.imul(seed + 1, 0x27d4eb2f) ^ Math.imul(at + 1, 0x165667b1));
}

function siteOf(random: SeededRandom): Site {
  return random.pick(sites);
}

function isUnassigned({ seed }: CompanyPlan, at: number): boolean {
  return (
    at > 0 &&
    seededRandom(Math.imul(seed ^ 0x2545f491, 31) ^ Math.imul(at, 0x9e3779b1)).chance(SHARES.unassigned)
  );
}

function placeFor(
  used: readonly Department[],
  at: number,
  random: SeededRandom,
): Pick<PersonPlan, 'site' | 'department'> {
  return { site: siteOf(random), department: used[at] ?? departments[0] };
}

/** Where somebody works, and as what. */
export interface PersonPlan {
  readonly site: Site;
  readonly department: Department;
  /** 0 is the chief, 1 the head of a department. */
  readonly rank: number;
  readonly employeeId: string;
}

/** Gives user names that nobody has yet. */
export type Namer = (wanted: string) => string;

/**
 * A namer that adds a number where a name is taken.
 *
 * @param taken - whether somebody has a name from elsewhere
 */
export function namer(taken: (name: string) => boolean = () => false): Namer {
  const counts = new Map<string, number>();
  return (wanted) => {
    for (;;) {
      const count = counts.get(wanted) ?? 0;
      counts.set(wanted, count + 1);
      const name = count === 0 ? wanted : `${wanted}${count + 1}`;
      if (!taken(name)) return name;
    }
  };
}

/** The attributes of somebody new. */
export function person(
  { site, department, rank, employeeId }: PersonPlan,
  nameFor: Namer,
  random: SeededRandom,
  { defaultDomain }: Pick<CompanyPlan, 'defaultDomain'>,
): DirectoryAttributes {
  const [given, asciiGiven] = random.pick(site.given);
  const [family, asciiFamily] = random.pick(site.family);
  const local = nameFor(`${asciiGiven}.${asciiFamily}`);
  const isGuest = rank > 1 && random.chance(SHARES.guest);
  const hasMail = !random.chance(SHARES.noMail);
  const hasDepartment = rank < 2 || !random.chance(SHARES.noDepartment);
  const hasMobile = random.chance(SHARES.mobile);
  const number = String(random.below(10_000)).padStart(4, '0');
  const title =
    rank === 0
      ? 'Chief Executive Officer'
      : (department.titles[Math.min(rank - 1, 3)] ?? department.titles[3]);
  const home = `${local}@harbour-partners.example`;
  return {
    userPrincipalName: isGuest
      ? `${home.replace('@', '_')}#EXT#@${defaultDomain}`
      : `${local}@${defaultDomain}`,
    mailNickname: local,
    displayName: site.surnameFirst === true ? `${family}${given}` : `${given} ${family}`,
    givenName: given,
    surname: family,
    jobTitle: title,
    ...(hasDepartment && { department: department.name }),
    ...(hasMail && { mail: isGuest ? home : `${local}@${defaultDomain}` }),
    userType: isGuest ? 'Guest' : 'Member',
    employeeId,
    companyName: isGuest ? 'Harbour Partners' : 'Fjordline',
    city: site.city,
    state: site.state,
    country: site.country,
    streetAddress: `${site.street} ${1 + random.below(90)}`,
    postalCode: site.postalCode,
    physicalDeliveryOfficeName: site.city,
    preferredLanguage: site.language,
    usageLocation: site.country,
    telephoneNumber: `${site.phone}${number}`,
    ...(hasMobile && { mobile: `${site.phone}${String(random.below(10_000)).padStart(4, '0')}` }),
  };
}
