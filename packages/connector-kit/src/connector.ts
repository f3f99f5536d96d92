import type { DepartureId, MappingProfile, MappingRow, OutsidePolicy, Resource } from '@scimwright/core';
import type { DemoPlan } from './connector-demo.ts';
import type { EventUser } from './resource-shapes.ts';
import type { SettingsReading } from './settings-reading.ts';
import type { TokenPolicy } from './token-policy.ts';

/** A client's wish that an account can be used: a user to be created, or one to be enabled again. */
export interface UserWish<Settings, User = EventUser> {
  readonly change: 'create' | 'enable';
  /** The user as it would be stored. */
  readonly user: User;
  readonly settings: Settings;
  /** How many users of the tenant can sign in now. */
  readonly activeUsers: number;
}

/**
 * One vendor's facts, checked and ready to be served. Make it with `defineConnector`; it has no I/O and no state.
 *
 * A `Connector` without parameters is one of any product: a host has several of them in a list. That is why what takes
 * settings is written as methods. Give a method only settings that the same connector has read.
 */
export interface Connector<
  Settings = unknown,
  Id extends string = string,
  UserRow extends MappingRow = MappingRow,
  GroupRow extends MappingRow = MappingRow,
> {
  /** A short name, used in URLs: lower-case letters, digits and hyphens. */
  readonly id: Id;
  /** The product, as an administrator knows it. */
  readonly displayName: string;
  /** Microsoft's tutorial for it. */
  readonly tutorial: string;
  /** The path of the tenant URL, in which `:tenant` stands for the tenant's name. */
  readonly path: string;
  readonly users: MappingProfile<UserRow>;
  /** Undefined when the product has no groups. */
  readonly groups: MappingProfile<GroupRow> | undefined;
  /** The resource types that RFC 7643 does not have. */
  readonly resources: readonly MappingProfile[];
  /** The row of the one role that the product knows, and whether settings limit its names; undefined for several roles. */
  readonly singleRole: { readonly path: string; readonly isLimited: boolean } | undefined;
  readonly token: TokenPolicy;
  /** What becomes of a PATCH that names something outside the profile. */
  readonly outside: OutsidePolicy;
  /** Why nobody can be disabled, in a sentence; undefined where `active` has a row. */
  readonly cannotDisable: string | undefined;
  /** What the tutorial leaves open and the vendor or the kit decided, each in a sentence. */
  readonly assumptions: readonly string[];
  /** Departures from the RFCs that this connector does not accept. */
  readonly departuresOff: readonly DepartureId[];
  /** Reads a tenant's settings, as an administrator gives them or as they are stored. */
  readSettings(settings: unknown): SettingsReading<Settings>;
  /**
   * Checks a user against what a tenant's settings allow.
   *
   * @param settings - as `readSettings` read them
   *
   * @throws ScimError invalidValue; unavailable where the settings decide and cannot be read, unless the user is disabled
   */
  checkUser(user: Resource, settings: SettingsReading<Settings>): void;
  /**
   * Why the vendor does not take a user now, in words for an administrator; undefined when it does. Not there when there is no
   * such policy.
   *
   * @throws ScimError unavailable where the settings cannot be read
   */
  refuse?(wish: UserWish<SettingsReading<Settings>, Resource>): string | undefined;
  /** What a host makes its demo tenant with. */
  readonly demo: DemoPlan;
}
