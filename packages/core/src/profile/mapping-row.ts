import type { AttributeType, Schema } from '../schema/attribute.ts';
import type { ResourceType, Target } from '../schema/resource-type.ts';

/** What a row says besides its path and type. */
export interface MappingRowOptions {
  /** The application refuses a resource without it. */
  readonly required?: boolean;
  /** The application answers `eq` on it, so that Entra may match by it. */
  readonly filterable?: boolean;
  /** Its place among the matching attributes, 1 first; `userName` of users and `displayName` of groups have 1. */
  readonly matching?: number;
  /**
   * The Entra source attribute (`companyName`) or expression (`Join(" ", [givenName], [surname])`). Left out, it is
   * Entra's default mapping for the path.
   */
  readonly from?: string;
  /**
   * Entra does not fill it until an administrator maps it: the application has it, and no source is named. Whole
   * attributes are such, `emails` beside `emails[type eq "work"].value`, and what Entra's directory does not know.
   */
  readonly unmapped?: boolean;
  /** The tutorial does not say it, or not all of it; we took what Entra does by default, or decided. */
  readonly assumed?: boolean;
}

/** One row of an Entra attribute-mapping table: a target path as the tutorial spells it, its type, and its marks. */
export interface MappingRow extends MappingRowOptions {
  readonly path: string;
  readonly type: AttributeType;
}

/** What a profile is made from: rows over schemas. */
export interface ProfileDefinition {
  readonly name: string;
  readonly endpoint: string;
  readonly schema: Schema;
  readonly extensions: readonly Schema[];
  readonly rows: readonly MappingRow[];
  /** Sources for the rows that name none: Entra's default mapping. Left out for what Entra does not provision. */
  readonly sources?: ReadonlyMap<string, string>;
  /** The attribute by which Entra matches unless a row says otherwise. */
  readonly matchedBy?: string;
  /** Attributes that are unique in a tenant although their schema does not say so. */
  readonly unique?: readonly string[];
  /** Paths of rows that are indexed although clients need not filter by them. */
  readonly indexed?: readonly string[];
  /** Attributes whose only element is always the primary one. */
  readonly solePrimary?: readonly string[];
  /** What answers a filter; its indexes alone unless you say otherwise. See `ResourceType`. */
  readonly searchedBy?: ResourceType['searchedBy'];
  /** The attribute that is kept as membership rows. */
  readonly membership?: string;
  /** The attribute that shows in which groups a resource is, where a row has it, and what is shown of a group. */
  readonly memberOf?: { readonly attribute: string; readonly label: string };
}

/** A row whose target was found, with everything it left to defaults. */
export interface BoundRow {
  readonly path: string;
  /** As the row says it: an attribute that points to another resource is a `reference`, though SCIM has it as complex. */
  readonly type: AttributeType;
  readonly target: Target;
  readonly required: boolean;
  readonly filterable: boolean;
  /** 1 is asked first; undefined when Entra does not match by it. */
  readonly matching: number | undefined;
  /** Entra source attribute or expression; undefined when Entra does not fill it until an administrator maps it. */
  readonly source: string | undefined;
  readonly assumed: boolean;
}

/**
 * One row of an attribute-mapping table.
 *
 * @example
 * attribute('emails[type eq "work"].value', 'string', { required: true, filterable: true });
 */
export function attribute(path: string, type: AttributeType, options: MappingRowOptions = {}): MappingRow {
  return { path, type, ...options };
}
