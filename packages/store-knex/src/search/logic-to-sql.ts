import type { BoundFilter } from '@scimwright/core/filter';
import type { Fragment } from '../fragment.ts';

/** A filter without `and`, `or` and `not`. */
export type Leaf = Extract<BoundFilter, { kind: 'compare' | 'present' | 'some' }>;

/**
 * Compiles the logic of a filter over conditions that are never null. A thousand comparisons in a row become a balanced tree, because
 * engines limit the depth of an expression.
 */
export function logicToSql(filter: BoundFilter, leafToSql: (leaf: Leaf) => Fragment): Fragment {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return joined(
        filter.kind,
        partsOf(filter, filter.kind).map((part) => logicToSql(part, leafToSql)),
      );
    case 'not': {
      const { sql, bindings } = logicToSql(filter.operand, leafToSql);
      return { sql: `(not ${sql})`, bindings };
    }
    case 'compare':
    case 'some':
    case 'present':
      return leafToSql(filter);
    default:
      return filter satisfies never;
  }
}

/** The operands of a chain such as `a and b and c`, from left to right; any other filter is its only operand. */
export function partsOf(filter: BoundFilter, kind: 'and' | 'or'): readonly BoundFilter[] {
  const parts: BoundFilter[] = [];
  const open = [filter];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === kind) open.push(next.right, next.left);
    else parts.push(next);
  }
  return parts;
}

/**
 * Joins conditions as a balanced tree.
 *
 * @example
 * joined('or', [{ sql: 'a', bindings: [] }, { sql: 'b', bindings: [] }]).sql; // '(a or b)'
 */
export function joined(kind: 'and' | 'or', parts: readonly Fragment[]): Fragment {
  return { sql: treeOf(kind, parts), bindings: parts.flatMap(({ bindings }) => bindings) };
}

function treeOf(kind: 'and' | 'or', parts: readonly Fragment[]): string {
  const [first] = parts;
  if (parts.length < 2) return first?.sql ?? '';
  const half = Math.ceil(parts.length / 2);
  return `(${treeOf(kind, parts.slice(0, half))} ${kind} ${treeOf(kind, parts.slice(half))})`;
}
