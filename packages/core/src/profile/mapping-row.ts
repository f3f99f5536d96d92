import type { AttributeType } from '../schema/attribute.ts';

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

/**
 * One row of an attribute-mapping table.
 *
 * @example
 * attribute('emails[type eq "work"].value', 'string', { required: true, filterable: true });
 */
export function attribute(path: string, type: AttributeType, options: MappingRowOptions = {}): MappingRow {
  return { path, type, ...options };
}
