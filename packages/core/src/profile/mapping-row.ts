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
  /**
   * What the tutorial leaves open here and what you decided instead, in a sentence: administrators read it. Say it on each row
   * that it is about; it is listed once.
   */
  readonly assumed?: string;
}

/**
 * One row of an Entra attribute-mapping table: a target path as the tutorial spells it, its type, and its marks. TypeScript
 * knows the path, the type and whether the row is required, so that the type of a resource can be made from its rows.
 */
export interface MappingRow<
  Path extends string = string,
  Type extends AttributeType = AttributeType,
  Required extends boolean = boolean,
> extends MappingRowOptions {
  readonly path: Path;
  readonly type: Type;
  readonly required?: Required;
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
export interface BoundRow<Row extends MappingRow = MappingRow> {
  readonly path: Row['path'];
  /** As the row says it: an attribute that points to another resource is a `reference`, though SCIM has it as complex. */
  readonly type: Row['type'];
  readonly target: Target;
  readonly required: Exclude<Row['required'], undefined> extends true ? true : boolean;
  readonly filterable: boolean;
  /** 1 is asked first; undefined when Entra does not match by it. */
  readonly matching: number | undefined;
  /** Entra source attribute or expression; undefined when Entra does not fill it until an administrator maps it. */
  readonly source: string | undefined;
  /** What the tutorial leaves open and the vendor decided, in a sentence; undefined when it leaves nothing open. */
  readonly assumed: string | undefined;
}

/**
 * One row of an attribute-mapping table.
 *
 * @example
 * attribute('emails[type eq "work"].value', 'string', { required: true, filterable: true });
 */
export function attribute<
  const Path extends string,
  const Type extends AttributeType,
  const Required extends boolean = false,
>(
  path: Path,
  type: Type,
  options: MappingRowOptions & { readonly required?: Required } = {},
): MappingRow<Path, Type, Required> {
  return { path, type, ...options };
}
