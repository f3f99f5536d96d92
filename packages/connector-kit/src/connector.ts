import type { DepartureId, UnmappedPolicy, Resource } from '@scimwright/core';
import type { MappingProfile, MappingRow } from '@scimwright/core/profile';
import type { DemoPlan } from './connector-demo.ts';
import type { EventUser } from './resource-shapes.ts';
import type { ParsedSettings } from './parsed-settings.ts';
import type { TokenFlow } from './token-flow.ts';

/** What `refuse` decides about: a user that a client wants to create or enable. */
export interface UserAdmission<Settings, User = EventUser> {
  readonly change: 'create' | 'enable';
  /** The user as it would be stored. */
  readonly user: User;
  readonly settings: Settings;
  /** How many users of the tenant are enabled now. */
  readonly activeUsers: number;
}

/**
 * One product, checked and ready to be served, without I/O or state. Make it with `defineConnector`.
 *
 * `Connector` without type arguments is any product, so that a host can have a list of them; methods rather than functions
 * make that possible. Pass a method only settings that the same connector has read.
 */
export interface Connector<
  Settings = unknown,
  Id extends string = string,
  UserRow extends MappingRow = MappingRow,
  GroupRow extends MappingRow = MappingRow,
> {
  /** A short name for URLs: lower-case letters, digits and hyphens. */
  readonly id: Id;
  /** The name of the product. */
  readonly displayName: string;
  /** The URL of Microsoft's tutorial. */
  readonly tutorial: string;
  /** The path of the Tenant URL; `:tenant` stands for the name of the tenant. */
  readonly path: string;
  readonly users: MappingProfile<UserRow>;
  /** Undefined if the product has no groups. */
  readonly groups: MappingProfile<GroupRow> | undefined;
  /** The resource types that the vendor has declared. */
  readonly resources: readonly MappingProfile[];
  /** The path of the single role, and whether settings limit its names; undefined if users have several roles. */
  readonly singleRole: { readonly path: string; readonly isLimited: boolean } | undefined;
  readonly token: TokenFlow;
  /** What to do when a PATCH names an unmapped attribute. */
  readonly unmapped: UnmappedPolicy;
  /** Why nobody can be disabled, in a sentence; undefined if `active` has a row. */
  readonly cannotDisable: string | undefined;
  /** What the tutorial leaves open and the vendor or the kit decided, in sentences. */
  readonly assumptions: readonly string[];
  /** Departures from the RFCs that this connector does not accept. */
  readonly departuresOff: readonly DepartureId[];
  /** Parses a tenant's settings, as an administrator sent them or as they are stored. */
  parseSettings(settings: unknown): ParsedSettings<Settings>;
  /**
   * Checks the role of a user against the settings.
   *
   * @param settings - the result of `parseSettings`
   * @throws ScimError invalidValue; unavailable if the settings are needed but invalid, unless the user is disabled
   */
  checkUser(user: Resource, settings: ParsedSettings<Settings>): void;
  /**
   * Why the vendor turns a user away, in words for an administrator; undefined if it does not. The method is missing if the
   * definition has no `refuse`.
   *
   * @throws ScimError unavailable if the settings are invalid
   */
  refuse?(wish: UserAdmission<ParsedSettings<Settings>, Resource>): string | undefined;
  /** How a host makes the demo tenant. */
  readonly demo: DemoPlan;
}
