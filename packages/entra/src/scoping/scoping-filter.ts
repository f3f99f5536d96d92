/** One condition of a scoping filter: an attribute of the directory, an operator and, for most operators, a value. */
export interface ScopingClause {
  readonly attribute: string;
  readonly operator: ScopingOperator;
  /** Undefined for the operators that take none, such as `IS TRUE`. */
  readonly value: string | undefined;
}

/** A scoping filter: all its clauses must hold. */
export interface ScopingFilter {
  readonly title: string;
  readonly clauses: readonly ScopingClause[];
}

/** The operators of scoping filters, as the portal writes them. */
export const scopingOperators = [
  'EQUALS',
  'NOT EQUALS',
  'IS TRUE',
  'IS FALSE',
  'IS NULL',
  'IS NOT NULL',
  'REGEX MATCH',
  'NOT REGEX MATCH',
  'Greater_Than',
  'Greater_Than_OR_EQUALS',
  'Includes',
  'ENDS_WITH',
  '&',
  '!&',
  'IsMemberOf',
] as const;

/** One operator of scoping filters. */
export type ScopingOperator = (typeof scopingOperators)[number];
