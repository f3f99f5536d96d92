import { evaluateExpression, type EvaluatedExpression } from './evaluate-expression.ts';
import { ExpressionError } from './expression-error.ts';
import { parseExpression } from './parse-expression.ts';
import type { EvaluationContext, ExpressionValue } from './value.ts';

/** A person's attributes. */
export type Person = Readonly<Record<string, ExpressionValue>>;

/** A clock that stands, and randomness that repeats. */
export function openContext(changed: Partial<EvaluationContext> = {}): EvaluationContext {
  let seed = 1;
  return {
    now: () => Date.parse('2026-01-31T12:00:00.000Z'),
    random: () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647,
    guid: () => '3d0c6c1e-5e0b-4a57-9d43-0f3c1c3a7f22',
    defaultDomain: 'fjordline.example',
    isTaken: () => false,
    ...changed,
  };
}

/** The whole outcome of an expression for a person. */
export function outcomeOf(text: string, person: Person = {}, context = openContext()): EvaluatedExpression {
  return evaluateExpression(parseExpression(text), new Map(Object.entries(person)), context);
}

/** The value of an expression for a person. */
export function evaluated(text: string, person: Person = {}, context = openContext()): ExpressionValue {
  const outcome = outcomeOf(text, person, context);
  if (outcome.kind === 'ignored') throw new Error('The attribute is ignored.');
  return outcome.value;
}

/** The error that parsing or evaluating throws; undefined if it throws none. Another error goes on. */
export function errorIn(action: () => unknown): ExpressionError | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
}

/** The error that parsing or evaluating must throw. */
export function errorOf(action: () => unknown): ExpressionError {
  const error = errorIn(action);
  if (error === undefined) throw new Error('No error was thrown.');
  return error;
}
