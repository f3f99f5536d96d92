import type { DepartureId, UnmappedPolicy, ResourceType } from '@scimwright/core';
import type { MappingRow } from '@scimwright/core/profile';
import type { Schema } from '@scimwright/core/schema';
import type { input, output, ZodObject } from 'zod';
import type { ConnectorDemo } from './connector-demo.ts';
import type { UserAdmission } from './connector.ts';
import type { ResourceDefinition } from './resource-definition.ts';
import type { UserOf } from './rows-to-types.ts';
import type { NoSettings } from './parsed-settings.ts';
import type { SingleRole } from './single-role.ts';
import type { TokenFlow } from './token-flow.ts';

/** What `defineConnector` takes: the facts of one product. */
export interface ConnectorDefinition<
  Settings extends ZodObject = NoSettings,
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
  /** What differs from customer to customer. Leave it out if nothing does. */
  readonly settings?: Settings;
  /** The rows of the tutorial's user table, in its order and spelling. */
  readonly users: readonly UserRow[];
  /** The rows of its group table. Leave it out if the product has no groups. */
  readonly groups?: readonly GroupRow[];
  /**
   * Attributes of your own, made by `defineSchema`. A row names one with the URN of its schema:
   * `urn:contoso:params:scim:schemas:extension:access:2.0:User:badge`. An attribute without a row does not exist.
   */
  readonly extensions?: {
    readonly users?: readonly Schema[];
    readonly groups?: readonly Schema[];
  };
  /** Resource types of your own, each with its own endpoint. They are for other clients: Entra does not provision them. */
  readonly resources?: readonly ResourceDefinition[];
  /** For a product in which each user has one role. */
  readonly singleRole?: SingleRole<output<Settings>>;
  readonly token: TokenFlow;
  /**
   * Called before a user is created or enabled. To turn the user away (no seats left, wrong domain), return the reason:
   * Entra's log shows it, and nothing is stored. It must be a pure function.
   */
  readonly refuse?: (wish: UserAdmission<output<Settings>, UserOf<UserRow>>) => string | undefined;
  /**
   * Why the product has no row for `active`, in a sentence for administrators. Entra disables people through `active`:
   * without it, people who leave keep their access until Entra deletes them.
   */
  readonly cannotDisable?: string;
  /** The path of the Tenant URL. Default: `/<id>/:tenant/scim/v2`. Without `:tenant`, the token identifies the tenant. */
  readonly path?: `/${string}`;
  /** What the tutorial leaves open and you decided, if it belongs to no row or policy. */
  readonly assumptions?: readonly string[];
  /** Default: `ignore`, so that one stray mapping never blocks a disable. */
  readonly unmapped?: UnmappedPolicy;
  /**
   * What answers a filter. `indexes`, the default: `eq` on filterable rows, which is all that Entra needs. `everything`: the
   * whole grammar of RFC 7644 on every row, and sorting; it stores a search document beside each resource.
   */
  readonly searchedBy?: ResourceType['searchedBy'];
  /** Departures from the RFCs that you do not accept. */
  readonly departuresOff?: readonly DepartureId[];
  /** What the demo tenant needs if `settings` does not accept `{}` or `refuse` turns some people away. */
  readonly demo?: ConnectorDemo<input<Settings>>;
}
