import type { AttributeType, Schema } from '../schema/attribute.ts';
import type { ResourceType, Target } from '../schema/resource-type.ts';

/** The options of a row. */
export interface MappingRowOptions {
  /** A resource without it is refused. */
  readonly required?: boolean;
  /** `eq` on it is answered, so that Entra may match by it. */
  readonly filterable?: boolean;
  /** Its precedence among the matching attributes. `userName` of users and `displayName` of groups have 1. */
  readonly matching?: number;
  /**
   * The Entra source attribute (`companyName`) or expression (`Join(" ", [givenName], [surname])`). Default: Entra's default
   * mapping for the path.
   */
  readonly from?: string;
  /**
   * The attribute has no source: Entra does not fill it until an administrator maps it. Use it for whole attributes, such as
   * `emails` beside `emails[type eq "work"].value`, and for attributes that Entra's directory does not have.
   */
  readonly unmapped?: boolean;
  /**
   * What the tutorial leaves open and what you decided, in a sentence for administrators. Repeat it on each row that it is
   * about; it is listed once.
   */
  readonly assumed?: string;
}

/**
 * One row of an Entra attribute-mapping table: a target path as the tutorial spells it, its type and its options. TypeScript
 * keeps the path, the type and whether it is required, to derive the type of a resource from its rows.
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

/** What `defineProfile` takes: rows over schemas. */
export interface ProfileDefinition {
  readonly name: string;
  readonly endpoint: string;
  readonly schema: Schema;
  readonly extensions: readonly Schema[];
  readonly rows: readonly MappingRow[];
  /** Sources for rows without `from`: Entra's default mapping. Leave it out for types that Entra does not provision. */
  readonly sources?: ReadonlyMap<string, string>;
  /** The attribute by which Entra matches, unless a row has `matching`. */
  readonly matchedBy?: string;
  /** Attributes that are unique in a tenant although their schema does not require it. */
  readonly unique?: readonly string[];
  /** Paths that are indexed although they are not filterable. */
  readonly indexed?: readonly string[];
  /** Attributes that have one element, which is always primary. */
  readonly solePrimary?: readonly string[];
  /** What answers a filter. Default: `indexes`. See `ResourceType`. */
  readonly searchedBy?: ResourceType['searchedBy'];
  /** The attribute that is stored as membership rows. */
  readonly membership?: string;
  /** The attribute that lists the groups of a resource, and the attribute of a group that it shows. */
  readonly memberOf?: { readonly attribute: string; readonly label: string };
}

/** A bound row, with its defaults filled in. */
export interface BoundRow<Row extends MappingRow = MappingRow> {
  readonly path: Row['path'];
  /** As in the row: an attribute that points to another resource is a `reference`, although SCIM makes it complex. */
  readonly type: Row['type'];
  readonly target: Target;
  readonly required: Exclude<Row['required'], undefined> extends true ? true : boolean;
  readonly filterable: boolean;
  /** Precedence, 1 first; undefined if Entra does not match by it. */
  readonly matching: number | undefined;
  /** Entra source attribute or expression; undefined if it is unmapped. */
  readonly source: string | undefined;
  /** What the tutorial leaves open and the vendor decided, in a sentence. */
  readonly assumed: string | undefined;
}

/**
 * Makes one row of an attribute-mapping table.
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
