import type { MappingRow } from '@scimwright/core/profile';
import type { Schema } from '@scimwright/core/schema';

/** A resource type of your own. */
export interface ResourceDefinition {
  /** For example `Device`: a capital letter, then letters and digits. */
  readonly name: string;
  /** For example `/Devices`. */
  readonly endpoint: `/${string}`;
  readonly schema: Schema;
  readonly extensions?: readonly Schema[];
  /** A row for each attribute that exists, and for `externalId` if you like. They have no source: Entra does not fill them. */
  readonly rows: readonly MappingRow[];
}
