import type { MappingRow, Schema } from '@scimwright/core';

/** A resource type of your own. */
export interface ResourceDefinition {
  /** Such as `Device`: a capital letter, then letters and digits. */
  readonly name: string;
  /** Such as `/Devices`. */
  readonly endpoint: `/${string}`;
  readonly schema: Schema;
  readonly extensions?: readonly Schema[];
  /** Which of the attributes there are; `externalId` may be among them. They need no source: Entra does not fill them. */
  readonly rows: readonly MappingRow[];
}
