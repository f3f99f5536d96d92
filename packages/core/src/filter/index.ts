export {
  compareOps,
  type BoundFilter,
  type CompareOp,
  type Filter,
  type Literal,
  type ParsedFilter,
} from './ast.ts';
export { bindElementFilter, bindFilter } from './bind.ts';
export { compareKey, orderKeys, type CompareKey } from './compare-key.ts';
export { hideOperands, hidePathOperands } from './hide-operands.ts';
export { parseValuePath, type ValuePath } from './parse-value-path.ts';
export { parseFilter } from './parse.ts';
export { printFilter } from './print.ts';
export { readValues, toPredicate } from './to-predicate.ts';
