import type { Attribute, Schema } from './attribute.ts';

/** An attribute, or one sub-attribute of it, found in a resource type. */
export interface BoundPath {
  /** URN of the extension whose container holds the attribute; undefined for the core schema and common attributes. */
  readonly extension: string | undefined;
  readonly attribute: Attribute;
  readonly sub: Attribute | undefined;
}

/**
 * One element of a multi-valued attribute that a profile maps, named by what distinguishes it: the work mail
 * (`type` is `"work"`), the primary role (`primary` is true).
 */
export interface Slot {
  readonly discriminator: Attribute;
  readonly value: string | boolean;
  /** Names of the sub-attributes that the profile has for this element. */
  readonly subAttributes: readonly string[];
}

/** Where one row of a profile points: an attribute, or a sub-attribute of one element. */
export type Target =
  | { readonly kind: 'attribute'; readonly path: BoundPath }
  | { readonly kind: 'element'; readonly path: BoundPath & { readonly sub: Attribute }; readonly slot: Slot };

/** An attribute that `eq` finds through an index. */
export interface Index {
  /** The attribute as an administrator writes it, such as `emails[type eq "work"].value`. */
  readonly path: string;
  readonly target: Target;
  /** Whether the tenant may hold each value once. */
  readonly unique: boolean;
}

/** The attribute that shows in which groups a resource is: a user's `groups`. */
export interface MemberOf {
  readonly attribute: Attribute;
  /** The attribute of a group that is shown as the `display` of an element: its `displayName`. */
  readonly label: string;
}

/** An attribute that every resource of the type must have. */
export interface Requirement {
  readonly path: string;
  readonly target: Target;
}

/**
 * A resource type as one connector has it: the schemas narrowed to what its profile covers, with what the profile
 * requires and indexes. Every engine of this package works on this value alone.
 */
export interface ResourceType {
  /** Such as `User`. */
  readonly name: string;
  /** Relative to the tenant URL, such as `/Users`. */
  readonly endpoint: string;
  readonly description: string;
  readonly schema: Schema;
  readonly extensions: readonly { readonly schema: Schema; readonly required: boolean }[];
  /** For an attribute of which only certain elements are mapped: those. Keyed by attribute name. */
  readonly slots: ReadonlyMap<string, readonly Slot[]>;
  /** Names of attributes whose only element is always the primary one, because the application has just one. */
  readonly solePrimary: ReadonlySet<string>;
  readonly required: readonly Requirement[];
  /** The parts that every value of an attribute must have. */
  readonly requiredParts: readonly (BoundPath & { readonly sub: Attribute })[];
  /** Attributes, and parts of attributes with one value, that keep the value they are given first. */
  readonly immutable: readonly BoundPath[];
  /** Every attribute is shown unless a client says otherwise: an answer has the stored text as it is. */
  readonly isPlain: boolean;
  readonly indexes: readonly Index[];
  /**
   * What answers a filter: `indexes` alone, each by `eq`; or `everything`, the whole grammar over every attribute, for
   * which a search document is kept beside each resource, and which can be sorted too.
   */
  readonly searchedBy: 'indexes' | 'everything';
  /** The attribute that is kept as membership rows and not in the resource: a group's `members`. */
  readonly membership: Attribute | undefined;
  /** What is made from the memberships of groups for each answer, and kept nowhere. */
  readonly memberOf: MemberOf | undefined;
}
