import type { AttributeType } from '@scimwright/core/schema';
import type { Expression } from '../expression/ast.ts';
import type { ExpressionValue } from '../expression/value.ts';
import type { ScopingFilter } from '../scoping/scoping-filter.ts';

/** Which kind of object of the directory. */
export type SourceKind = 'User' | 'Group';

/** Where the value of a mapping comes from: the portal's mapping types. `none` leaves only the default value. */
export type MappingSource =
  | { readonly kind: 'direct'; readonly attribute: string }
  | { readonly kind: 'constant'; readonly value: string }
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'none' };

/** What Entra knows of an attribute of the application. */
export interface TargetAttribute {
  /** The whole path as one text: `emails[type eq "work"].value`. */
  readonly path: string;
  readonly type: Exclude<AttributeType, 'complex'>;
  readonly multiValued: boolean;
  readonly caseExact: boolean;
}

/** When a mapping is applied, in the words of Microsoft Graph. */
export const flowTypes = [
  'Always',
  'ObjectAddOnly',
  'MultiValueAddOnly',
  'ValueAddOnly',
  'AttributeAddOnly',
] as const;

/** One flow type of a mapping. */
export type FlowType = (typeof flowTypes)[number];

/** How one attribute of the application gets its value. */
export interface AttributeMapping {
  readonly target: TargetAttribute;
  readonly source: MappingSource;
  /** The value of a new object where the source gives none. */
  readonly defaultValue: string | undefined;
  /** Its precedence among the matching attributes, 1 first; undefined if Entra does not match by it. */
  readonly matching: number | undefined;
  readonly flowType: FlowType;
  /** Whether a value is written although it is there already. */
  readonly flowBehavior: 'FlowWhenChanged' | 'FlowAlways';
}

/** How users, or groups, are provisioned. */
export interface ObjectMapping {
  readonly source: SourceKind;
  readonly isEnabled: boolean;
  /** The target object actions: Create, Update, Delete. */
  readonly flows: { readonly create: boolean; readonly update: boolean; readonly delete: boolean };
  /** One of them must hold. Without any, nobody is left out. */
  readonly scope: readonly ScopingFilter[];
  readonly attributes: readonly AttributeMapping[];
}

/** The mappings of a provisioning job. */
export interface ProvisioningMapping {
  readonly users: ObjectMapping;
  /** Undefined if the application has no groups. */
  readonly groups: ObjectMapping | undefined;
}

/** The value that a mapping gives one object. */
export interface MappedValue {
  readonly mapping: AttributeMapping;
  /** Never null. Of a reference, the ids of the directory. */
  readonly value: ExpressionValue;
  /** Logs do not show it. */
  readonly isRedacted: boolean;
}
