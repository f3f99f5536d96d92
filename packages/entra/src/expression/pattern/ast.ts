/** Whether a UTF-16 code unit matches: .NET compares code units, not code points. */
export type UnitTest = (unit: number) => boolean;

/** A place between characters. `end` is also the place before a last line feed, as in .NET. */
export type PlaceKind = 'start' | 'end' | 'veryEnd' | 'wordBoundary' | 'noWordBoundary';

/** A part of a regular expression. */
export type PatternNode =
  | { readonly kind: 'unit'; readonly test: UnitTest }
  | { readonly kind: 'place'; readonly place: PlaceKind }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'group'; readonly group: number; readonly body: PatternNode }
  | {
      readonly kind: 'repeat';
      readonly body: PatternNode;
      readonly min: number;
      readonly max: number;
      readonly isLazy: boolean;
    };

/** A parsed regular expression. Group 0 is the whole match. */
export interface ParsedPattern {
  readonly root: PatternNode;
  /** How many groups there are, with group 0. */
  readonly groups: number;
  /** The number of each named group. .NET counts them after those without a name. */
  readonly names: ReadonlyMap<string, number>;
}
