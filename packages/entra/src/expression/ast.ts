/** The comparison operators. `<>` is "differs from". */
export const comparisonOps = ['=', '<>', '>', '>=', '<', '<='] as const;

/** One comparison operator. */
export type ComparisonOp = (typeof comparisonOps)[number];

/** The two words that `InStr` takes for its kind of comparison. */
export const compareTypes = ['vbBinaryCompare', 'vbTextCompare'] as const;

/** One kind of comparison of `InStr`. */
export type CompareType = (typeof compareTypes)[number];

/**
 * A part of an expression. `at` is the offset of its first character in the text, in UTF-16 code units. A `number` is kept
 * as it is written, such as `-10` or `&H1F`; an `omitted` argument is an empty position.
 */
export type ExpressionNode =
  | {
      readonly kind: 'call';
      readonly at: number;
      readonly name: string;
      readonly args: readonly ExpressionNode[];
    }
  | { readonly kind: 'attribute'; readonly at: number; readonly name: string }
  | { readonly kind: 'text'; readonly at: number; readonly text: string }
  | { readonly kind: 'number'; readonly at: number; readonly text: string }
  | { readonly kind: 'compareType'; readonly at: number; readonly word: CompareType }
  | {
      readonly kind: 'comparison';
      readonly at: number;
      readonly op: ComparisonOp;
      readonly left: ExpressionNode;
      readonly right: ExpressionNode;
    }
  | { readonly kind: 'omitted'; readonly at: number };

/** A parsed and checked expression, with the text that the offsets of its parts and of errors refer to. */
export interface Expression {
  readonly text: string;
  readonly root: ExpressionNode;
}
