import type { JsonObject } from '@scimwright/core';
import type { ServeConnector } from '../serve/serve-connector.ts';

/** A row of an attribute-mapping table as the tutorial prints it; omit facts for which it has no column. */
export interface TableRow {
  readonly attribute: string;
  /** Such as `String`, `Boolean` or `Reference`. */
  readonly type?: string;
  readonly filterable?: boolean;
  readonly required?: boolean;
}

/** The tables of a tutorial, copied row by row, with their source and the date. */
export interface EntraTable {
  readonly source: string;
  readonly date: string;
  /** Why every row is assumed, if the tutorial has no readable rows. */
  readonly assumed?: string;
  /** Null for the rows of Entra's default mapping. */
  readonly users: readonly TableRow[] | null;
  /** The same for groups; omit it if the product has none. */
  readonly groups?: readonly TableRow[] | null;
}

/** A resource that the product refuses. */
export interface Rejection {
  /** The mistake, such as `an unknown role`. */
  readonly title: string;
  /** `user` by default; `group`, or the name of another type in lower case. */
  readonly resource?: string;
  /** The difference from the sample. */
  readonly change: JsonObject;
  readonly scimType: string;
  /** A text that the refusal must contain. */
  readonly detail?: string;
}

/** Facts that the suite cannot derive from a connector: the tutorial's tables, and examples of accepted and refused resources. */
export interface ConnectorFacts {
  /** The tables to compare the rows with; null without a tutorial. */
  readonly table: EntraTable | null;
  /** Settings of a tenant. */
  readonly settings: unknown;
  /** A user with everything that the product requires. */
  readonly user: JsonObject;
  /** A group with everything that the product requires; by default a name and an externalId. */
  readonly group?: JsonObject;
  /** A complete resource of each type that the connector declares, by the type's name in lower case. */
  readonly own?: Readonly<Record<string, JsonObject>>;
  /** A second value of the sample user, by the path of a row, where the product accepts only certain values. */
  readonly other?: Readonly<Record<string, string>>;
  readonly rejects: readonly Rejection[];
  /** The README of the connector, whose tables are compared with the definition; omit it if there is none. */
  readonly readme?: URL;
  /** Serves the connector; by default over the store in memory. */
  readonly serve?: ServeConnector;
}
