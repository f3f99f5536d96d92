import type { CompareOp } from '@scimwright/core/filter';
import { fragment, type Fragment } from '../fragment.ts';

type Comparison = (left: Fragment, right: Fragment, position: string) => Fragment;

const symbol =
  (operator: string): Comparison =>
  (left, right) => ({
    sql: `${left.sql} ${operator} ${right.sql}`,
    bindings: [...left.bindings, ...right.bindings],
  });

const at =
  (place: string): Comparison =>
  (left, right, position) => ({
    sql: `${position}(${left.sql}, ${right.sql}) ${place}`,
    bindings: [...left.bindings, ...right.bindings],
  });

/** The filter operators in SQL. Both sides are compare keys; a text has no wildcards. */
export const comparisons: Readonly<Record<CompareOp, Comparison>> = {
  eq: symbol('='),
  ne: symbol('<>'),
  gt: symbol('>'),
  ge: symbol('>='),
  lt: symbol('<'),
  le: symbol('<='),
  co: at('> 0'),
  // Position 1 is the beginning.
  sw: at('= 1'),
  ew: (left, right) => fragment`substr(${left}, length(${left}) - length(${right}) + 1) = ${right}`,
};
