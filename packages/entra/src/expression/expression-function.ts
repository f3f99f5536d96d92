import type { CompareType } from './ast.ts';
import type { Instant } from './date/instant.ts';
import type { Mismatch } from './expression-error.ts';
import type { Pattern } from './pattern/compile-pattern.ts';
import type { EvaluationContext, ExpressionValue } from './value.ts';
import type { ParameterKind, ValueKind } from './value-kind.ts';

/** A parameter. Those that are `isRepeated` come last, and may be given again and again, all of them together. */
export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
  readonly isOptional?: true;
  readonly isRepeated?: true;
}

/**
 * The arguments of one call, by their place. Each is evaluated when it is asked for, and once: the branch of an `IIF` that is
 * not taken cannot fail.
 */
export interface Given {
  readonly count: number;
  readonly context: EvaluationContext;
  /** Whether something is written at this place. */
  has(nth: number): boolean;
  value(nth: number): ExpressionValue;
  /** Null if there is no value. */
  text(nth: number): string | null;
  list(nth: number): readonly string[];
  integer(nth: number): bigint | null;
  date(nth: number): Instant | null;
  /** Whether a condition holds. */
  holds(nth: number): boolean;
  pattern(nth: number): Pattern;
  compareType(nth: number): CompareType;
  /** Keeps the value of this expression out of logs. */
  redact(): void;
  /** Counts steps, and throws when there are too many. */
  countWork(amount: number): void;
  /** Throws at an argument, or at the call itself if its place is -1. */
  fail(nth: number, mismatch: Mismatch): never;
}

/** A function of the language: all that the checks, the documentation and the evaluation know of it. */
export interface ExpressionFunction {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly result: ValueKind;
  /** What it does, in a sentence. */
  readonly says: string;
  /** It may not be inside another function. */
  readonly isOutermost?: true;
  /** What is wrong with the choice of arguments, if each fits by itself. */
  readonly findMismatch?: (has: (nth: number) => boolean) => Mismatch | undefined;
  readonly evaluate: (given: Given) => ExpressionValue;
}

/** A function with its parameters: `Mid(source, start, length)`. */
export function signatureOf({ name, parameters }: ExpressionFunction): string {
  const isRepeated = parameters.some((parameter) => parameter.isRepeated);
  const words = parameters.map((parameter) => `${parameter.name}${parameter.isOptional ? '?' : ''}`);
  return `${name}(${[...words, ...(isRepeated ? ['…'] : [])].join(', ')})`;
}

/** The parameter that an argument is for. */
export function parameterFor(parameters: readonly Parameter[], nth: number): Parameter | undefined {
  const parameter = parameters[nth];
  if (parameter !== undefined) return parameter;
  const repeated = parameters.filter(({ isRepeated }) => isRepeated);
  return repeated[(nth - parameters.length) % Math.max(repeated.length, 1)];
}
