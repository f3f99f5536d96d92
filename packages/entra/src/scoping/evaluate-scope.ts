import { integerInText } from '../expression/integer-in-text.ts';
import { compilePattern } from '../expression/pattern/compile-pattern.ts';
import { findMatch } from '../expression/pattern/find-match.ts';
import { isList, type AttributeSource } from '../expression/value.ts';
import type { ScopingClause, ScopingFilter, ScopingOperator } from './scoping-filter.ts';

/** Whether an object is in scope, with each clause that was evaluated. */
export interface ScopeEvaluation {
  readonly inScope: boolean;
  readonly results: readonly {
    readonly title: string;
    readonly clause: ScopingClause;
    readonly holds: boolean;
  }[];
}

/**
 * Evaluates scoping filters for an object: one filter must hold with all its clauses. Without filters, every object is in scope.
 *
 * A clause about an attribute without a value does not hold, `NOT EQUALS` and `NOT REGEX MATCH` included; only `IS NULL` does.
 *
 * @see https://learn.microsoft.com/entra/identity/app-provisioning/define-conditional-rules-for-provisioning-user-accounts
 *
 * @example
 * const clause = { attribute: 'department', operator: 'EQUALS', value: 'Logistics' } as const;
 * evaluateScope([{ title: 'Logistics', clauses: [clause] }], new Map([['department', 'Sales']])).inScope; // false
 */
export function evaluateScope(filters: readonly ScopingFilter[], source: AttributeSource): ScopeEvaluation {
  const results = filters.flatMap(({ title, clauses }) =>
    clauses.map((clause) => ({ title, clause, holds: clauseHolds(clause, source) })),
  );
  const holds = ({ clauses }: ScopingFilter): boolean =>
    clauses.every((clause) => clauseHolds(clause, source));
  return { inScope: filters.length === 0 || filters.some(holds), results };
}

/** What an operator does with a value that is there. `operand` is the empty text for operators without one. */
type Holds = (value: string, operand: string) => boolean;

const isTrue: Holds = (value) => value.toLowerCase() === 'true';
const matches: Holds = (value, operand) =>
  findMatch(compilePattern(operand), value, 0, () => undefined) !== undefined;

/** Both are non-negative integers, and the comparison holds. */
function compares(holds: (value: bigint, operand: bigint) => boolean): Holds {
  return (value, operand) => {
    const [left, right] = [integerInText(value), integerInText(operand)];
    return left !== undefined && right !== undefined && left >= 0n && right >= 0n && holds(left, right);
  };
}

const operators: Readonly<Record<Exclude<ScopingOperator, 'IS NULL'>, Holds>> = {
  EQUALS: (value, operand) => value === operand,
  'NOT EQUALS': (value, operand) => value !== operand,
  'IS TRUE': isTrue,
  'IS FALSE': (value) => value.toLowerCase() === 'false',
  'IS NOT NULL': () => true,
  'REGEX MATCH': matches,
  'NOT REGEX MATCH': (value, operand) => !matches(value, operand),
  Greater_Than: compares((value, operand) => value > operand),
  Greater_Than_OR_EQUALS: compares((value, operand) => value >= operand),
  Includes: (value, operand) => value.includes(operand),
  ENDS_WITH: (value, operand) => value.endsWith(operand),
  // Microsoft's library calls the two bitAnd and notBitAnd; its page can be read in another way.
  '&': compares((value, operand) => (value & operand) !== 0n),
  '!&': compares((value, operand) => (value & operand) === 0n),
  // The portal offers it. Microsoft says that it is not supported.
  IsMemberOf: () => false,
};

function clauseHolds(
  { attribute, operator, value: operand = '' }: ScopingClause,
  source: AttributeSource,
): boolean {
  const found = source.get(attribute) ?? null;
  const value =
    typeof found === 'string' ? found : isList(found) && found.length === 1 ? found[0] : undefined;
  const isEmpty = value === undefined || value === '';
  if (operator === 'IS NULL') return isEmpty;
  return !isEmpty && operators[operator](value, operand);
}
