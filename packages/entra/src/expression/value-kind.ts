import type { ExpressionNode } from './ast.ts';

/** What is known of a value before it is evaluated. `any` is known later, as of most attributes. */
export type ValueKind = 'text' | 'integer' | 'boolean' | 'date' | 'list' | 'appRoles' | 'any';

/**
 * What a parameter takes. A `condition` is a comparison or a boolean; an `interval` is one of `DateAdd`; a `pattern` is a
 * regular expression; an `attribute` or `appRoles` is an attribute in brackets.
 */
export type ParameterKind =
  | 'any'
  | 'text'
  | 'integer'
  | 'date'
  | 'list'
  | 'condition'
  | 'interval'
  | 'pattern'
  | 'compareType'
  | 'attribute'
  | 'appRoles';

interface Taken {
  /** In words, for errors. */
  readonly words: string;
  readonly values: readonly ValueKind[];
  /** The parts that it takes; otherwise all but comparisons and the words of `InStr`. */
  readonly nodes?: readonly ExpressionNode['kind'][];
}

const single = ['text', 'integer', 'boolean', 'date', 'any'] as const;

/** What each kind of parameter takes. A list with one value passes for that value, but not if it is known to be a list. */
export const takenBy: Readonly<Record<ParameterKind, Taken>> = {
  any: { words: 'a value', values: [...single, 'list', 'appRoles'] },
  text: { words: 'a single text', values: single },
  integer: { words: 'an integer', values: ['integer', 'text', 'any'] },
  date: { words: 'a date', values: ['date', 'text', 'any'] },
  list: { words: 'one or more texts', values: [...single, 'list'] },
  condition: {
    words: 'a condition',
    values: ['boolean', 'text', 'integer', 'any'],
    nodes: ['comparison', 'call', 'attribute', 'text', 'number'],
  },
  interval: { words: 'one of "yyyy", "m", "d", "ww", "h", "n", "s"', values: ['text', 'any'] },
  pattern: { words: 'a regular expression', values: ['text', 'any'] },
  compareType: { words: 'vbTextCompare or vbBinaryCompare', values: [], nodes: ['compareType'] },
  attribute: { words: 'an [attribute]', values: single, nodes: ['attribute'] },
  appRoles: { words: '[appRoleAssignments]', values: ['appRoles', 'any'], nodes: ['attribute'] },
};

/** A kind of value in words. */
export const valueKindWords: Readonly<Record<ValueKind, string>> = {
  text: 'a text',
  integer: 'an integer',
  boolean: 'a boolean',
  date: 'a date',
  list: 'a list',
  appRoles: 'app roles',
  any: 'a value',
};
