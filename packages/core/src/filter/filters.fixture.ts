import fc from 'fast-check';
import { openParseContext } from '../dialect/parse-context.ts';
import type { AttributePath } from '../path/ast.ts';
import { parseAttributePath } from '../path/parse.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { compareOps, type BoundFilter, type CompareOp, type Literal, type ParsedFilter } from './ast.ts';
import { bindFilter } from './bind.ts';
import { parseFilter } from './parse.ts';

function pathOf(text: string): AttributePath {
  const path = parseAttributePath(text);
  if (path === undefined) throw new Error(`${text} is not an attribute path.`);
  return path;
}

/** Filters written as values. */
export const compare = (path: string, op: CompareOp, value: Literal): ParsedFilter => ({
  kind: 'compare',
  path: pathOf(path),
  op,
  value,
});
export const eq = (path: string, value: Literal): ParsedFilter => compare(path, 'eq', value);
export const present = (path: string): ParsedFilter => ({ kind: 'present', path: pathOf(path) });
export const and = (left: ParsedFilter, right: ParsedFilter): ParsedFilter => ({ kind: 'and', left, right });
export const or = (left: ParsedFilter, right: ParsedFilter): ParsedFilter => ({ kind: 'or', left, right });
export const not = (operand: ParsedFilter): ParsedFilter => ({ kind: 'not', operand });
export const some = (path: string, where: ParsedFilter): ParsedFilter => ({
  kind: 'some',
  path: pathOf(path),
  where,
});

/** Parses and binds a filter. */
export function bound(text: string, type: ResourceType, context = openParseContext()): BoundFilter {
  return bindFilter(parseFilter(text, context), type, context);
}

/** A filter of `and`, `or` and `not` over these leaves, at most four deep. */
export function composed(leaf: fc.Arbitrary<ParsedFilter>): fc.Arbitrary<ParsedFilter> {
  const { filter } = fc.letrec<{ filter: ParsedFilter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { arbitrary: leaf, weight: 2 },
      {
        arbitrary: fc.tuple(tie('filter'), tie('filter')).map(([left, right]) => and(left, right)),
        weight: 1,
      },
      {
        arbitrary: fc.tuple(tie('filter'), tie('filter')).map(([left, right]) => or(left, right)),
        weight: 1,
      },
      { arbitrary: tie('filter').map(not), weight: 1 },
    ),
  }));
  return filter;
}

const anyName = fc.stringMatching(/^[A-Za-z$][A-Za-z0-9_$-]{0,6}$/);
const anyPath = fc.record({
  schema: fc.option(fc.constantFrom('urn:ietf:params:scim:schemas:core:2.0:User', 'urn:x:y'), {
    nil: undefined,
  }),
  name: fc.oneof(anyName, fc.constantFrom('not', 'and', 'or', 'pr', 'eq', 'true')),
  sub: fc.option(anyName, { nil: undefined }),
});
const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number || 0); // JSON has no -0
const anyValue: fc.Arbitrary<Literal> = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('"', '\\', ']', ')', ' and ', '\n', 'é', '😀') }),
  anyNumber,
  fc.boolean(),
  fc.constant(null),
);
const anyLeaf: fc.Arbitrary<ParsedFilter> = fc.oneof(
  fc.record({
    kind: fc.constant('compare' as const),
    path: anyPath,
    op: fc.constantFrom(...compareOps),
    value: anyValue,
  }),
  fc.record({ kind: fc.constant('present' as const), path: anyPath }),
);

/** Any filter that can be inside a value filter, over made-up names. */
export const anyElementFilter: fc.Arbitrary<ParsedFilter> = composed(anyLeaf);

/** Any filter that `parseFilter` can return, over made-up names. */
export const anyFilter: fc.Arbitrary<ParsedFilter> = composed(
  fc.oneof(
    anyLeaf,
    fc.record({ kind: fc.constant('some' as const), path: anyPath, where: anyElementFilter }),
  ),
);
