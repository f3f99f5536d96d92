import type { DepartureId, JsonObject, MappingProfile, OutsidePolicy, Resource } from '@scimwright/core';
import type { DemoPlan } from './connector-demo.ts';
import type { SettingsReading } from './settings-reading.ts';
import type { TokenPolicy } from './token-policy.ts';

/** A client's wish that an account can be used: a user to be created, or one to be enabled again. */
export interface UserWish<Settings> {
  readonly change: 'create' | 'enable';
  /** The user as it would be stored. */
  readonly user: Resource;
  readonly settings: Settings;
  /** How many users of the tenant can sign in now. */
  readonly activeUsers: number;
}

/**
 * One vendor's facts, checked and ready to be served. Make it with `defineConnector`; it has no I/O and no state.
 */
export interface Connector {
  /** A short name, used in URLs: lower-case letters, digits and hyphens. */
  readonly id: string;
  /** The product, as an administrator knows it. */
  readonly displayName: string;
  /** Microsoft's tutorial for it. */
  readonly tutorial: string;
  /** The path of the tenant URL, in which `:tenant` stands for the tenant's name. */
  readonly path: string;
  readonly users: MappingProfile;
  /** Undefined when the product has no groups. */
  readonly groups: MappingProfile | undefined;
  /** The resource types that RFC 7643 does not have. */
  readonly resources: readonly MappingProfile[];
  readonly token: TokenPolicy;
  /** What becomes of a PATCH that names something outside the profile. */
  readonly outside: OutsidePolicy;
  /** Why nobody can be disabled, in a sentence; undefined where `active` has a row. */
  readonly cannotDisable: string | undefined;
  /** What the tutorial leaves open and we decided, in sentences; rows have a mark of their own. */
  readonly assumptions: readonly string[];
  /** Departures from the RFCs that this connector does not accept. */
  readonly departuresOff: readonly DepartureId[];
  /** Reads a tenant's settings, as an administrator gives them or as they are stored. */
  readSettings(settings: unknown): SettingsReading<JsonObject>;
  /**
   * Checks a user against what a tenant's settings allow.
   *
   * @throws ScimError invalidValue; unavailable where the settings decide and cannot be read, unless the user is disabled
   */
  checkUser(user: Resource, settings: JsonObject): void;
  /**
   * Why the vendor does not take a user now, in words for an administrator; undefined when there is no such policy.
   *
   * @throws ScimError unavailable where the settings cannot be read
   */
  readonly refuse: ((wish: UserWish<JsonObject>) => string | undefined) | undefined;
  /** What a host makes its demo tenant with. */
  readonly demo: DemoPlan;
}
