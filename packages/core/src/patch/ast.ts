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
      readonly value: Json | undefined;
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
    };

/** What a PATCH does to the members of a group, relative to whatever they are: first clear, then remove, then add. */
export interface MemberDelta {
  readonly clear: boolean;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}
