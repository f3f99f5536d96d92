import type { BoundFilter } from '../filter/ast.ts';
import type { ValuePath } from '../filter/parse-value-path.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Member } from '../resource/resource.ts';
import type { BoundPath } from '../schema/resource-type.ts';

/** The three operations of RFC 7644 §3.5.2. */
export type PatchOpName = 'add' | 'remove' | 'replace';

/** An operation in its canonical form, whichever dialect it was sent in: one path, one value. */
export interface PatchOperation {
  readonly op: PatchOpName;
  readonly path: ValuePath;
  /** The path as it was written, for messages: shortened where it is long. */
  readonly text: string;
  /** Absent for a remove without a value. */
  readonly value: Json | undefined;
  /** It came as a key of a value without a path. */
  readonly isKey?: true;
}

/** An operation whose path was found in a resource type. */
export type BoundOperation =
  | {
      readonly kind: 'attribute';
      readonly op: PatchOpName;
      readonly path: BoundPath;
      readonly text: string;
      /** Undefined for a remove without a value. */
      readonly value: Json | undefined;
      /** Of a complex attribute that has one value: what that value must be like; anything when undefined. */
      readonly where?: BoundFilter | undefined;
    }
  | {
      readonly kind: 'elements';
      readonly op: PatchOpName;
      /** The multi-valued attribute; `sub` is the part of each element that is meant, if not the whole. */
      readonly path: BoundPath;
      readonly text: string;
      readonly value: Json | undefined;
      /** Which elements; all when undefined. */
      readonly where: BoundFilter | undefined;
      /** The element to create where none matches; undefined where that would be a guess. */
      readonly seed: JsonObject | undefined;
    }
  | {
      readonly kind: 'members';
      readonly op: PatchOpName;
      /** The members that a filter or value names; undefined for all of them. */
      readonly members: readonly Member[] | undefined;
      /** To remove besides: the members that this filter of theirs matches. */
      readonly where?: BoundFilter | undefined;
    };

/**
 * What a PATCH does to the members of a group, relative to whatever they are: first `clear`, then `remove` and `where`,
 * then `add`, then all of `next`. Whoever is a member before and after it all neither comes nor goes.
 */
export interface MemberDelta {
  readonly clear: boolean;
  readonly add: readonly string[];
  readonly remove: readonly string[];
  /** Removes the members that it matches: a filter over the `value` and the `type` of each. */
  readonly where?: BoundFilter | undefined;
  /** What comes after it: a filter may match whom an earlier operation added. */
  readonly next?: MemberDelta | undefined;
}
