import type { BoundFilter } from '../filter/ast.ts';
import type { ValuePath } from '../filter/parse-value-path.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Member } from '../resource/resource.ts';
import type { BoundPath } from '../schema/resource-type.ts';

/** The three operations of RFC 7644 §3.5.2. */
export type PatchOpName = 'add' | 'remove' | 'replace';

/** An operation in canonical form, in whichever dialect it was sent: one path, one value. */
export interface PatchOperation {
  readonly op: PatchOpName;
  readonly path: ValuePath;
  /** The path as written, shortened, for messages. */
  readonly text: string;
  /** Absent for a remove without a value. */
  readonly value: Json | undefined;
  /** The path was a key of a value without a path. */
  readonly isKey?: true;
}

/** An operation whose path is bound to a resource type. */
export type BoundOperation =
  | {
      readonly kind: 'attribute';
      readonly op: PatchOpName;
      readonly path: BoundPath;
      readonly text: string;
      /** Undefined for a remove without a value. */
      readonly value: Json | undefined;
      /** The value filter on a single-valued complex attribute. */
      readonly where?: BoundFilter | undefined;
    }
  | {
      readonly kind: 'elements';
      readonly op: PatchOpName;
      /** The multi-valued attribute; `sub` is the sub-attribute of each element, undefined for whole elements. */
      readonly path: BoundPath;
      readonly text: string;
      readonly value: Json | undefined;
      /** Undefined for all elements. */
      readonly where: BoundFilter | undefined;
      /** The element to create if none matches; undefined if none may be created. */
      readonly seed: JsonObject | undefined;
    }
  | {
      readonly kind: 'members';
      readonly op: PatchOpName;
      /** The members that a filter or value names; undefined for all. */
      readonly members: readonly Member[] | undefined;
      /** Also remove the members that this filter matches. */
      readonly where?: BoundFilter | undefined;
    };

/**
 * The change of a group's members, relative to the stored ones: first `clear`, then `remove` and `where`, then `add`, then
 * all of `next`. A member before and after counts as unchanged.
 */
export interface MemberDelta {
  readonly clear: boolean;
  readonly add: readonly string[];
  readonly remove: readonly string[];
  /** Removes the members that it matches, by their `value` and `type`. */
  readonly where?: BoundFilter | undefined;
  /** Applied afterwards: a filter may match a member that an earlier operation added. */
  readonly next?: MemberDelta | undefined;
}
