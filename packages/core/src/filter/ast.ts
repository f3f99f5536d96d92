import type { AttributePath } from '../path/ast.ts';
import type { BoundPath } from '../schema/resource-type.ts';

/** The comparison operators of RFC 7644 §3.4.2.2. */
export const compareOps = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;

/** One comparison operator. */
export type CompareOp = (typeof compareOps)[number];

/** An operand: a JSON string, number, boolean or null. */
export type Literal = string | number | boolean | null;

/** A filter over paths of some kind. `some` is a value filter: `emails[type eq "work"]`. */
export type Filter<Path> =
  | { readonly kind: 'compare'; readonly path: Path; readonly op: CompareOp; readonly value: Literal }
  | { readonly kind: 'present'; readonly path: Path }
  | { readonly kind: 'and' | 'or'; readonly left: Filter<Path>; readonly right: Filter<Path> }
  | { readonly kind: 'not'; readonly operand: Filter<Path> }
  | { readonly kind: 'some'; readonly path: Path; readonly where: Filter<Path> };

/** A filter as written. */
export type ParsedFilter = Filter<AttributePath>;

/** A bound filter: its attributes are found, its operands have their types. Paths inside `some` start at the element. */
export type BoundFilter = Filter<BoundPath>;
