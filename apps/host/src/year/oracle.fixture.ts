import { foldCase } from '@scimwright/core';
import {
  mapObject,
  sourceOf,
  type Directory,
  type DirectoryGroup,
  type DirectoryUser,
  type MappedValue,
  type ObjectMapping,
  type ProvisioningMapping,
} from '@scimwright/entra';

/** An account that the application should have. */
interface Account {
  /** Texts by the path of the attribute. */
  readonly attributes: Map<string, string>;
  readonly roles: Set<string>;
  manager: Account | undefined;
}

interface ExpectedGroup {
  readonly attributes: Map<string, string>;
  /** Who was looked at, and whether they were connected then. */
  readonly seen: Map<string, boolean>;
  readonly members: Set<Account>;
}

/** A person, and the account that the job has connected with. */
interface Connected {
  readonly account: Account;
  /** A purge would delete the account: the person was not unassigned. */
  isManaged: boolean;
}

/** The documented gaps between a directory and an application, by their names. */
export const gapNames = [
  'a value that was emptied is kept',
  'a manager who came later is left out',
  'a member who came later is left out',
  'a role that was taken away is kept',
  'the account of an unassigned person is left behind when the person is purged',
  'a membership of an account that is left behind is kept',
] as const;

/** How often each gap is there. */
export type Gaps = Readonly<Record<(typeof gapNames)[number], number>>;

/** What the application shows, in a form that can be compared. */
export interface Shown {
  readonly users: Readonly<Record<string, object>>;
  readonly groups: Readonly<Record<string, object>>;
}

/**
 * Says what an application has to look like after the cycles of a job. It is told at each cycle who is in the directory and who changed. It
 * knows nothing of requests, and nothing of the engine.
 */
export class Oracle {
  readonly #accounts = new Set<Account>();
  readonly #connected = new Map<string, Connected>();
  readonly #groups = new Map<string, ExpectedGroup>();
  readonly #directory: Directory;
  readonly #mapping: ProvisioningMapping;
  readonly #isInScope: (user: DirectoryUser) => boolean;

  constructor(
    directory: Directory,
    mapping: ProvisioningMapping,
    isInScope: (user: DirectoryUser) => boolean,
  ) {
    this.#directory = directory;
    this.#mapping = mapping;
    this.#isInScope = isInScope;
  }

  /** A cycle has run. `touched` are the ids that changed since the last one; undefined: everybody is met again. */
  cycle(touched: ReadonlySet<string> | undefined): void {
    const isTouched = (id: string): boolean => touched?.has(id) ?? true;
    for (const id of this.#connected.keys()) if (this.#directory.user(id) === undefined) this.#purge(id);
    for (const user of this.#directory.users()) this.#user(user);
    for (const [id] of this.#groups) if (this.#directory.group(id) === undefined) this.#groups.delete(id);
    if (this.#mapping.groups !== undefined) {
      for (const group of this.#directory.groups()) this.#group(group, this.#mapping.groups);
    }
    for (const user of this.#directory.users()) if (isTouched(user.id)) this.#manager(user);
    for (const group of this.#directory.groups()) {
      if (touched === undefined)
        for (const [id, isSent] of this.#groups.get(group.id)?.seen ?? [])
          if (!isSent) this.#groups.get(group.id)?.seen.delete(id);
      if (isTouched(group.id)) this.#members(group);
    }
  }

  #purge(id: string): void {
    const { account, isManaged } = this.#connected.get(id) ?? {};
    this.#connected.delete(id);
    if (account === undefined || isManaged !== true) return;
    this.#accounts.delete(account);
    for (const { members } of this.#groups.values()) members.delete(account);
  }

  #user(user: DirectoryUser): void {
    const { users } = this.#mapping;
    const isInScope = this.#isInScope(user);
    const isAssigned = this.#directory.isAssigned(user.id);
    const isActive = user.deletedAt === undefined && user.accountEnabled;
    const known = this.#connected.get(user.id);
    if (isActive && isAssigned && isInScope) {
      const values = this.#valuesOf(user, users);
      const connected = known ?? { account: this.#accountFor(values), isManaged: true };
      connected.isManaged = true;
      this.#connected.set(user.id, connected);
      overlay(values, connected.account);
    } else if (known !== undefined) {
      if (users.attributes.some(({ target }) => target.path === 'active'))
        known.account.attributes.set('active', 'False');
      if (!isAssigned || !isInScope) known.isManaged = false;
    }
  }

  /** An account that nobody has any more is taken over by whoever has its user name now. */
  #accountFor(values: readonly MappedValue[]): Account {
    const owned = new Set([...this.#connected.values()].map(({ account }) => account));
    const name = values.find(({ mapping }) => mapping.target.path === 'userName')?.value;
    for (const account of this.#accounts) {
      const itsName = account.attributes.get('userName');
      if (!owned.has(account) && itsName !== undefined && foldCase(itsName) === foldCase(String(name)))
        return account;
    }
    const account: Account = { attributes: new Map(), roles: new Set(), manager: undefined };
    this.#accounts.add(account);
    return account;
  }

  #group(group: DirectoryGroup, mapping: ObjectMapping): void {
    const isEntitled =
      group.deletedAt === undefined && group.isSecurityEnabled && this.#directory.isAssigned(group.id);
    if (!isEntitled) {
      this.#groups.delete(group.id);
      return;
    }
    const known = this.#groups.get(group.id) ?? {
      attributes: new Map(),
      seen: new Map(),
      members: new Set(),
    };
    this.#groups.set(group.id, known);
    overlay(this.#valuesOf(group, mapping), { attributes: known.attributes, roles: new Set() });
  }

  #manager({ id, managerId }: DirectoryUser): void {
    const known = this.#connected.get(id);
    if (known === undefined || known.account.attributes.get('active') === 'False') return;
    if (!this.#mapping.users.attributes.some(({ target }) => target.type === 'reference')) return;
    const manager = managerId === undefined ? undefined : this.#connected.get(managerId)?.account;
    if (managerId === undefined || manager !== undefined) known.account.manager = manager;
  }

  #members({ id, members }: DirectoryGroup): void {
    const known = this.#groups.get(id);
    if (
      known === undefined ||
      this.#mapping.groups?.attributes.every(({ target }) => target.type !== 'reference') === true
    )
      return;
    for (const member of members) {
      if (known.seen.has(member)) continue;
      const account = this.#connected.get(member)?.account;
      // Groups are members too; they are compared by how many there are.
      const isThere = account !== undefined || this.#groups.has(member);
      known.seen.set(member, isThere);
      if (account !== undefined) known.members.add(account);
    }
    for (const member of known.seen.keys()) {
      if (members.has(member)) continue;
      known.seen.delete(member);
      const account = this.#connected.get(member)?.account;
      if (account !== undefined) known.members.delete(account);
    }
  }

  #valuesOf(object: DirectoryUser | DirectoryGroup, mapping: ObjectMapping): readonly MappedValue[] {
    const { defaultDomain } = this.#directory;
    const context = { now: () => 0, random: () => 0, guid: () => '', defaultDomain, isTaken: () => false };
    const source = sourceOf(object, this.#directory, false);
    return mapObject(mapping, source, context, false).filter(
      ({ mapping: { target } }) => target.type !== 'reference',
    );
  }

  /** What the application has to show. */
  expected(): Shown {
    const nameOf = (account: Account): string => account.attributes.get('userName') ?? '';
    const users = [...this.#accounts].map((account) => [
      foldCase(nameOf(account)),
      {
        attributes: Object.fromEntries([...account.attributes].toSorted()),
        roles: [...account.roles].toSorted(),
        manager:
          account.manager !== undefined && this.#accounts.has(account.manager)
            ? nameOf(account.manager)
            : null,
      },
    ]);
    const groups = [...this.#groups.values()].map(({ attributes, members, seen }) => [
      attributes.get('displayName') ?? '',
      {
        attributes: Object.fromEntries([...attributes].toSorted()),
        members: [...members].map(nameOf).toSorted(),
        groups: [...seen.keys()].filter((id) => this.#groups.has(id)).length,
      },
    ]);
    return { users: Object.fromEntries(users), groups: Object.fromEntries(groups) };
  }

  /** How the directory and the application differ, by the documented gaps. */
  gaps(): Gaps {
    const counts = Object.fromEntries(gapNames.map((name) => [name, 0])) as Record<
      (typeof gapNames)[number],
      number
    >;
    const owners = new Set([...this.#connected.values()].map(({ account }) => account));
    for (const account of this.#accounts) {
      if (!owners.has(account))
        counts['the account of an unassigned person is left behind when the person is purged'] += 1;
    }
    for (const [id, { account }] of this.#connected) {
      const user = this.#directory.user(id);
      if (user === undefined || account.attributes.get('active') === 'False') continue;
      const values = this.#valuesOf(user, this.#mapping.users);
      const paths = new Set(values.map(({ mapping }) => mapping.target.path));
      const roles = new Set(values.flatMap(({ value }) => rolesIn(value)));
      counts['a value that was emptied is kept'] += [...account.attributes.keys()].filter(
        (path) => !paths.has(path),
      ).length;
      counts['a role that was taken away is kept'] += [...account.roles].filter(
        (role) => !roles.has(role),
      ).length;
      const manager = user.managerId === undefined ? undefined : this.#connected.get(user.managerId)?.account;
      const mapsManager = this.#mapping.users.attributes.some(({ target }) => target.type === 'reference');
      if (mapsManager && manager !== undefined && account.manager !== manager)
        counts['a manager who came later is left out'] += 1;
    }
    for (const [id, { members, seen }] of this.#groups) {
      counts['a membership of an account that is left behind is kept'] += [...members].filter(
        (member) => !owners.has(member),
      ).length;
      const later = [...seen].filter(([member, isSent]) => !isSent && this.#connected.has(member));
      if (this.#directory.group(id) !== undefined)
        counts['a member who came later is left out'] += later.length;
    }
    return counts;
  }
}

/** Values are written over those that were there; what has none stays, and so does what differs in letter case alone. */
function overlay(values: readonly MappedValue[], account: Pick<Account, 'attributes' | 'roles'>): void {
  for (const { mapping, value } of values) {
    const { path, caseExact } = mapping.target;
    for (const role of rolesIn(value)) account.roles.add(role);
    if (typeof value !== 'string') continue;
    const before = account.attributes.get(path);
    const isSame = before !== undefined && !caseExact && foldCase(before) === foldCase(value);
    if (!isSame) account.attributes.set(path, value);
  }
}

function rolesIn(value: MappedValue['value']): readonly string[] {
  const isRoles = typeof value === 'object' && value !== null && 'kind' in value;
  return isRoles ? value.roles.map((role) => role.value ?? role.displayName) : [];
}
