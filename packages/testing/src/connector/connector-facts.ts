import type { JsonObject } from '@scimwright/core';
import type { ServeConnector } from '../serve/serve-connector.ts';

/** A row of an attribute-mapping table as the tutorial prints it; what it has no column for is left out. */
export interface TableRow {
  readonly attribute: string;
  /** Such as `String`, `Boolean` or `Reference`. */
  readonly type?: string;
  readonly filterable?: boolean;
  readonly required?: boolean;
}

/** The tables of a tutorial, captured row by row, with where and when. */
export interface EntraTable {
  readonly source: string;
  readonly date: string;
  /** Where the tutorial shows no rows that can be read: why, and so why every row is assumed. */
  readonly assumed?: string;
  /** Null for the rows of Entra's default mapping. */
  readonly users: readonly TableRow[] | null;
  /** The same for groups; left out when the product has none. */
  readonly groups?: readonly TableRow[] | null;
}

/** A resource that the application does not accept. */
export interface Rejection {
  /** As it follows "refuses": `an unknown role`. */
  readonly title: string;
  /** `user` unless it says otherwise: `group`, or the name of another type in lower case. */
  readonly resource?: string;
  /** What is different from the sample. */
  readonly change: JsonObject;
  readonly scimType: string;
  /** What the refusal must name. */
  readonly detail?: string;
}

/** What the suite cannot derive from a connector: the tutorial's tables, and examples of what is accepted. */
export interface ConnectorFacts {
  /** Null where there is no tutorial with tables to compare the rows with. */
  readonly table: EntraTable | null;
  /** Settings of a tenant. */
  readonly settings: unknown;
  /** A user with everything the application requires. */
  readonly user: JsonObject;
  /** A group with everything it requires; a name and an externalId unless given. */
  readonly group?: JsonObject;
  /** Of each resource type of the connector's own, by its name in lower case, one with everything it requires. */
  readonly own?: Readonly<Record<string, JsonObject>>;
  /** By path of a row: a second value of the sample user, where the application does not take just any. */
  readonly other?: Readonly<Record<string, string>>;
  readonly rejects: readonly Rejection[];
  /** The README of the connector, whose tables are compared with the definition; left out where it has none. */
  readonly readme?: URL;
  /** Where the connector runs; over the store in memory unless given. */
  readonly serve?: ServeConnector;
}
