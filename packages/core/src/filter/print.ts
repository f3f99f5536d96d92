import { printAttributePath } from '../path/print.ts';
import type { ParsedFilter } from './ast.ts';

/**
 * Prints a filter; the inverse of `parseFilter`.
 *
 * @example
 * printFilter(parseFilter('USERNAME EQ "ada"', openParseContext())); // 'USERNAME eq "ada"'
 */
export function printFilter(filter: ParsedFilter): string {
  switch (filter.kind) {
    case 'compare':
      return `${printAttributePath(filter.path)} ${filter.op} ${JSON.stringify(filter.value)}`;
    case 'present':
      return `${printAttributePath(filter.path)} pr`;
    case 'and':
    case 'or': {
      // Both operators are left-associative, so only a right operand of the same kind needs brackets.
      const left = grouped(filter.left, filter.kind === 'and' ? ['or'] : []);
      const right = grouped(filter.right, filter.kind === 'and' ? ['or', 'and'] : ['or']);
      return `${left} ${filter.kind} ${right}`;
    }
    case 'not':
      return `not (${printFilter(filter.operand)})`;
    case 'some':
      return `${printAttributePath(filter.path)}[${printFilter(filter.where)}]`;
    default:
      return filter satisfies never;
  }
}

function grouped(filter: ParsedFilter, kinds: readonly ParsedFilter['kind'][]): string {
  return kinds.includes(filter.kind) ? `(${printFilter(filter)})` : printFilter(filter);
}
