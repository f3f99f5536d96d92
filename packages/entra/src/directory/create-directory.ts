import type { AppRole } from '../expression/value.ts';
import { ImpossibleChange, type DirectoryChange } from './directory-change.ts';
import type {
  ChangedObject,
  Directory,
  DirectoryAttributes,
  DirectoryGroup,
  DirectoryUser,
} from './directory.ts';

/** A directory that lives on. */
export interface LivingDirectory extends Directory {
  /** The ids of the roles that a user or a group was given itself. */
  ownRolesOf(id: string): readonly string[];
  /**
   * Carries out a change.
   *
   * @param now - in milliseconds since 1970
   * @throws ImpossibleChange, such as for a member that is not there
   */
  apply(change: DirectoryChange, now: number): void;
}

/** The role that Entra gives whom an administrator assigns to an application without roles. */
export const defaultAccess: AppRole = {
  id: '00000000-0000-0000-0000-000000000000',
  value: null,
  displayName: 'Default Access',
};

interface StoredGroup extends DirectoryGroup {
  readonly members: Set<string>;
}

/**
 * An empty directory in memory.
 *
 * @example
 * const directory = createDirectory({ defaultDomain: 'fjordline.example', appRoles: [] });
 * directory.apply({ kind: 'userAdded', id: 'u1', attributes: { userPrincipalName: 'mira@fjordline.example' } }, 0);
 * directory.watermark; // 1
 */
export function createDirectory({
  defaultDomain,
  appRoles,
}: Pick<Directory, 'defaultDomain' | 'appRoles'>): LivingDirectory {
  const users = new Map<string, DirectoryUser>();
  const groups = new Map<string, StoredGroup>();
  const groupsOf = new Index();
  const reportsOf = new Index();
  const rolesGiven = new Index();
  const roles = new Map([...appRoles, defaultAccess].map((role) => [role.id, role]));
  const journal = new Journal();

  const userNamed = (id: string): DirectoryUser => {
    const user = users.get(id);
    if (user === undefined) throw new ImpossibleChange(`There is no user ${id}.`);
    return user;
  };
  const groupNamed = (id: string): StoredGroup => {
    const group = groups.get(id);
    if (group === undefined) throw new ImpossibleChange(`There is no group ${id}.`);
    return group;
  };
  const objectNamed = (id: string): DirectoryUser | StoredGroup => {
    const object = users.get(id) ?? groups.get(id);
    if (object === undefined) throw new ImpossibleChange(`There is no user or group ${id}.`);
    return object;
  };
  const put = (object: DirectoryUser | StoredGroup): void => {
    if (object.kind === 'User') users.set(object.id, object);
    else groups.set(object.id, object);
    journal.note(object.kind, object.id);
  };
  /** Assignment of a group concerns its direct members. */
  const noteMembers = ({ members }: DirectoryGroup): void => {
    for (const member of members) if (users.has(member)) journal.note('User', member);
  };

  const setManager = (user: DirectoryUser, managerId: string | undefined): void => {
    if (managerId !== undefined) userNamed(managerId);
    if (user.managerId !== undefined) reportsOf.remove(user.managerId, user.id);
    if (managerId !== undefined) reportsOf.add(managerId, user.id);
    put({ ...user, managerId });
  };
  const setMember = (group: StoredGroup, memberId: string, isMember: boolean): void => {
    const { kind } = objectNamed(memberId);
    if (group.members.has(memberId) === isMember) {
      throw new ImpossibleChange(
        `${memberId} ${isMember ? 'is already' : 'is not'} a member of ${group.id}.`,
      );
    }
    if (isMember) {
      group.members.add(memberId);
      groupsOf.add(memberId, group.id);
    } else {
      group.members.delete(memberId);
      groupsOf.remove(memberId, group.id);
    }
    journal.note('Group', group.id);
    if (kind === 'User' && rolesGiven.has(group.id)) journal.note('User', memberId);
  };
  const purge = (object: DirectoryUser | StoredGroup): void => {
    const { id, kind } = object;
    for (const report of reportsOf.all(id)) setManager(userNamed(report), undefined);
    for (const group of groupsOf.all(id)) setMember(groupNamed(group), id, false);
    if (kind === 'Group') {
      if (rolesGiven.has(id)) noteMembers(object);
      for (const member of object.members) groupsOf.remove(member, id);
      groups.delete(id);
    } else {
      if (object.managerId !== undefined) reportsOf.remove(object.managerId, id);
      users.delete(id);
    }
    rolesGiven.forget(id);
    journal.note(kind, id);
  };

  const apply = (change: DirectoryChange, now: number): void => {
    switch (change.kind) {
      case 'userAdded': {
        const { id, attributes, accountEnabled = true, managerId } = change;
        if (users.has(id) || groups.has(id)) throw new ImpossibleChange(`${id} is there already.`);
        if (managerId !== undefined) userNamed(managerId);
        const added = { kind: 'User', id, attributes, accountEnabled, deletedAt: undefined } as const;
        setManager({ ...added, managerId: undefined }, managerId);
        return;
      }
      case 'groupAdded': {
        const { id, attributes, isSecurityEnabled = true } = change;
        if (users.has(id) || groups.has(id)) throw new ImpossibleChange(`${id} is there already.`);
        put({ kind: 'Group', id, attributes, isSecurityEnabled, members: new Set(), deletedAt: undefined });
        return;
      }
      case 'attributesChanged': {
        const object = objectNamed(change.id);
        put({ ...object, attributes: changed(object.attributes, change.attributes) });
        return;
      }
      case 'signInChanged':
        put({ ...userNamed(change.id), accountEnabled: change.accountEnabled });
        return;
      case 'managerChanged':
        setManager(userNamed(change.id), change.managerId ?? undefined);
        return;
      case 'memberAdded':
      case 'memberRemoved':
        setMember(groupNamed(change.id), change.memberId, change.kind === 'memberAdded');
        return;
      case 'assigned':
      case 'unassigned': {
        const object = objectNamed(change.id);
        if (!roles.has(change.roleId)) {
          throw new ImpossibleChange(`The application has no role ${change.roleId}.`);
        }
        if (change.kind === 'assigned') rolesGiven.add(object.id, change.roleId);
        else rolesGiven.remove(object.id, change.roleId);
        journal.note(object.kind, object.id);
        if (object.kind === 'Group') noteMembers(object);
        return;
      }
      case 'deleted':
      case 'restored': {
        const object = objectNamed(change.id);
        const isDeleted = change.kind === 'deleted';
        if ((object.deletedAt !== undefined) === isDeleted) {
          throw new ImpossibleChange(`${object.id} ${isDeleted ? 'is already' : 'is not'} deleted.`);
        }
        put({ ...object, deletedAt: isDeleted ? now : undefined });
        // What is assigned to a deleted group counts no more.
        if (object.kind === 'Group' && rolesGiven.has(object.id)) noteMembers(object);
        return;
      }
      case 'purged':
        purge(objectNamed(change.id));
        return;
      default:
        change satisfies never;
    }
  };

  /** Whose roles count for an object: its own, and of a user those of its groups. */
  const givers = function* (id: string): Iterable<string> {
    yield id;
    if (!users.has(id)) return;
    for (const groupId of groupsOf.all(id)) {
      const group = groups.get(groupId);
      if (group?.isSecurityEnabled === true && group.deletedAt === undefined) yield groupId;
    }
  };

  return {
    get watermark() {
      return journal.length;
    },
    defaultDomain,
    appRoles,
    user: (id) => users.get(id),
    group: (id) => groups.get(id),
    users: () => users.values(),
    groups: () => groups.values(),
    rolesOf: (id) => {
      const given = new Set([...givers(id)].flatMap((giver) => [...rolesGiven.all(giver)]));
      return [...roles.values()].filter((role) => given.has(role.id));
    },
    ownRolesOf: (id) => rolesGiven.all(id),
    isAssigned: (id) => {
      for (const giver of givers(id)) if (rolesGiven.has(giver)) return true;
      return false;
    },
    changedSince: (watermark) =>
      journal.since(watermark, ({ kind, id }) => (kind === 'User' ? !users.has(id) : !groups.has(id))),
    apply,
  };
}

function changed(
  before: DirectoryAttributes,
  changes: Readonly<Record<string, string | readonly string[] | null>>,
): DirectoryAttributes {
  const entries = Object.entries({ ...before, ...changes });
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string | readonly string[]] => entry[1] !== null),
  );
}

/** Which ids belong to an id. */
class Index {
  readonly #entries = new Map<string, Set<string>>();

  add(key: string, value: string): void {
    const known = this.#entries.get(key);
    if (known === undefined) this.#entries.set(key, new Set([value]));
    else known.add(value);
  }

  remove(key: string, value: string): void {
    const known = this.#entries.get(key);
    known?.delete(value);
    if (known?.size === 0) this.#entries.delete(key);
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  /** A copy, so that the index may change meanwhile. */
  all(key: string): readonly string[] {
    return [...(this.#entries.get(key) ?? [])];
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }
}

/** Which objects changed, in order. */
class Journal {
  readonly #entries: { readonly kind: 'User' | 'Group'; readonly id: string }[] = [];
  readonly #last = new Map<string, number>();

  get length(): number {
    return this.#entries.length;
  }

  note(kind: 'User' | 'Group', id: string): void {
    this.#last.set(id, this.#entries.length);
    this.#entries.push({ kind, id });
  }

  since(
    watermark: number,
    isPurged: (object: Pick<ChangedObject, 'kind' | 'id'>) => boolean,
  ): readonly ChangedObject[] {
    const latest = this.#entries
      .slice(watermark)
      .filter(({ id }, at) => this.#last.get(id) === watermark + at);
    return (['User', 'Group'] as const).flatMap((wanted) =>
      latest
        .filter(({ kind }) => kind === wanted)
        .map((object) => ({ ...object, isPurged: isPurged(object) })),
    );
  }
}
