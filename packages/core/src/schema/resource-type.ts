import type { Attribute, Schema } from './attribute.ts';

/** An attribute of a resource type, or one of its sub-attributes. */
export interface BoundPath {
  /** URN of the extension that has the attribute; undefined for the core schema and common attributes. */
  readonly extension: string | undefined;
  readonly attribute: Attribute;
  readonly sub: Attribute | undefined;
}

/**
 * One element of a multi-valued attribute that a row maps, by what distinguishes it: the work mail (`type` is `"work"`),
 * the primary role (`primary` is true).
 */
export interface Slot {
  readonly discriminator: Attribute;
  readonly value: string | boolean;
  /** Names of the mapped sub-attributes of this element. */
  readonly subAttributes: readonly string[];
}

/** What one row maps: an attribute, or a sub-attribute of one element. */
export type Target =
  | { readonly kind: 'attribute'; readonly path: BoundPath }
  | { readonly kind: 'element'; readonly path: BoundPath & { readonly sub: Attribute }; readonly slot: Slot };

/** An attribute that `eq` finds through an index. */
export interface Index {
  /** The attribute as an administrator writes it, such as `emails[type eq "work"].value`. */
  readonly path: string;
  readonly target: Target;
  /** Whether no two resources of a tenant may share a value. */
  readonly unique: boolean;
}

/** The attribute that lists the groups of a resource: a user's `groups`. */
export interface MemberOf {
  readonly attribute: Attribute;
  /** The attribute of a group that becomes the `display` of an element: `displayName`. */
  readonly label: string;
}

/** An attribute that every resource of the type must have. */
export interface Requirement {
  readonly path: string;
  readonly target: Target;
}

/**
 * A resource type of one connector: its schemas, narrowed to the mapped attributes, and what is required and indexed.
 * Parsing, PATCH and filters work on this value alone.
 */
export interface ResourceType {
  /** For example `User`. */
  readonly name: string;
  /** Relative to the Tenant URL: `/Users`. */
  readonly endpoint: string;
  readonly description: string;
  readonly schema: Schema;
  readonly extensions: readonly { readonly schema: Schema; readonly required: boolean }[];
  /** By attribute name: the mapped elements, for an attribute of which only some are mapped. */
  readonly slots: ReadonlyMap<string, readonly Slot[]>;
  /** Names of attributes that have one element, which is always primary, because the product has just one. */
  readonly solePrimary: ReadonlySet<string>;
  readonly required: readonly Requirement[];
  /** The sub-attributes that every value of their attribute must have. */
  readonly requiredParts: readonly (BoundPath & { readonly sub: Attribute })[];
  /** Immutable attributes, and immutable sub-attributes of single-valued ones. */
  readonly immutable: readonly BoundPath[];
  /** Whether every attribute is returned by default, so that an answer can be the stored text as it is. */
  readonly isPlain: boolean;
  readonly indexes: readonly Index[];
  /**
   * What answers a filter: only `indexes`, each by `eq`; or `everything`, the whole grammar over every attribute, and
   * sorting. `everything` stores a search document beside each resource.
   */
  readonly searchedBy: 'indexes' | 'everything';
  /** The attribute that is stored as membership rows, not in the resource: a group's `members`. */
  readonly membership: Attribute | undefined;
  /** Computed from memberships for each answer, never stored. */
  readonly memberOf: MemberOf | undefined;
}
