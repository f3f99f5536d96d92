import type { DepartureId, MappingRow, OutsidePolicy, ResourceType, Schema } from '@scimwright/core';
import type { input, output, ZodObject } from 'zod';
import type { ConnectorDemo } from './connector-demo.ts';
import type { UserWish } from './connector.ts';
import type { ResourceDefinition } from './resource-definition.ts';
import type { UserOf } from './rows-to-types.ts';
import type { NoSettings } from './settings-reading.ts';
import type { SingleRole } from './single-role.ts';
import type { TokenPolicy } from './token-policy.ts';

/** What a vendor writes down. */
export interface ConnectorDefinition<
  Settings extends ZodObject = NoSettings,
  Id extends string = string,
  UserRow extends MappingRow = MappingRow,
  GroupRow extends MappingRow = MappingRow,
> {
  /** A short name, used in URLs: lower-case letters, digits and hyphens. */
  readonly id: Id;
  /** The product, as an administrator knows it. */
  readonly displayName: string;
  /** The URL of Microsoft's tutorial for it. */
  readonly tutorial: string;
  /** What differs from customer to customer; leave out when nothing does. */
  readonly settings?: Settings;
  /** The rows of the tutorial's user table, in its order and spelling. */
  readonly users: readonly UserRow[];
  /** The rows of its group table; leave out when the product has no groups. */
  readonly groups?: readonly GroupRow[];
  /**
   * Attributes of your own, as `defineSchema` makes them. A row names one with the URN of its schema:
   * `urn:contoso:params:scim:schemas:extension:access:2.0:User:badge`. What has no row is not there.
   */
  readonly extensions?: {
    readonly users?: readonly Schema[];
    readonly groups?: readonly Schema[];
  };
  /** Resource types of your own, each at an endpoint of its own. Entra provisions none: other clients do. */
  readonly resources?: readonly ResourceDefinition[];
  /** For a product whose users have one role each. */
  readonly singleRole?: SingleRole<output<Settings>>;
  readonly token: TokenPolicy;
  /**
   * Why you do not take a user now: no seat is left, the domain is not yours. It is asked before a user is created or
   * enabled again; a reason is shown in Entra's log, and nothing is stored. Pure: what it needs is in the wish.
   */
  readonly refuse?: (wish: UserWish<output<Settings>, UserOf<UserRow>>) => string | undefined;
  /**
   * Why the product has no row for `active`, in a sentence. Entra disables people by `active`: without it, people who
   * leave keep their access until Entra deletes them. The sentence is shown to administrators.
   */
  readonly cannotDisable?: string;
  /** The path of the tenant URL, with `:tenant` for the tenant's name; without it, the token names the tenant. */
  readonly path?: `/${string}`;
  /** What the tutorial leaves open and you decided, in sentences, where no row and no policy has it as `assumed`. */
  readonly assumptions?: readonly string[];
  /** `ignore` unless you say otherwise: one stray mapping must not block a deactivation. */
  readonly outside?: OutsidePolicy;
  /**
   * What answers a filter. `indexes`, unless you say otherwise: `eq` on the filterable rows, which is all that Entra
   * asks. `everything`: the whole grammar of RFC 7644 over every row, and sorting; a search document is then stored
   * beside each resource.
   */
  readonly searchedBy?: ResourceType['searchedBy'];
  /** Departures from the RFCs that you do not want to accept. */
  readonly departuresOff?: readonly DepartureId[];
  /** What a demo tenant needs, where `settings` does not accept `{}` or `refuse` does not accept just anybody. */
  readonly demo?: ConnectorDemo<input<Settings>>;
}
