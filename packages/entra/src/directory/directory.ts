import type { AppRole } from '../expression/value.ts';
import type { SourceKind } from '../mapping/mapping.ts';

/** The attributes of an object, by the names that mappings use: `userPrincipalName`, `mailNickname`, `extensionAttribute7`. */
export type DirectoryAttributes = Readonly<Record<string, string | readonly string[]>>;

/** A person in the directory. Times are in milliseconds since 1970. */
export interface DirectoryUser {
  readonly kind: 'User';
  /** The object id, a GUID in lower case. */
  readonly id: string;
  readonly attributes: DirectoryAttributes;
  /** False: sign-in is blocked. */
  readonly accountEnabled: boolean;
  /** The id of the manager, who may be deleted or a circle of managers. */
  readonly managerId: string | undefined;
  /** When the person was deleted and can still be restored. */
  readonly deletedAt: number | undefined;
}

/** A group in the directory. */
export interface DirectoryGroup {
  readonly kind: 'Group';
  /** The object id, a GUID in lower case. */
  readonly id: string;
  readonly attributes: DirectoryAttributes;
  /** Only security groups are provisioned, and give their members what is assigned to them. */
  readonly isSecurityEnabled: boolean;
  /** The ids of its direct members, users and groups. Deleted ones stay until they are purged. */
  readonly members: ReadonlySet<string>;
  readonly deletedAt: number | undefined;
}

/** An object that changed, or that was there and is purged. */
export interface ChangedObject {
  readonly kind: SourceKind;
  readonly id: string;
  readonly isPurged: boolean;
}

/** What a provisioning job reads of a tenant: its people and groups, and who is assigned to the application. */
export interface Directory {
  /** The number of the last change. */
  readonly watermark: number;
  /** The default domain of the tenant. */
  readonly defaultDomain: string;
  /** The roles of the application. */
  readonly appRoles: readonly AppRole[];
  /** One person, also one that was deleted and not purged. */
  user(id: string): DirectoryUser | undefined;
  /** One group, also one that was deleted and not purged. */
  group(id: string): DirectoryGroup | undefined;
  /** Everybody, deleted people included, in the order of their creation. */
  users(): Iterable<DirectoryUser>;
  /** All groups, deleted ones included, in the order of their creation. */
  groups(): Iterable<DirectoryGroup>;
  /** The roles of a user or a group: its own, and of a user those of the groups that have it as a direct member. */
  rolesOf(id: string): readonly AppRole[];
  /** Whether an object is assigned to the application. */
  isAssigned(id: string): boolean;
  /** What changed after a watermark, each object once: users before groups, in the order of their last changes. */
  changedSince(watermark: number): Iterable<ChangedObject>;
}
