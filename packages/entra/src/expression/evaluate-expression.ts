import type { ComparisonOp, Expression, ExpressionNode } from './ast.ts';
import { inPattern } from './check-node.ts';
import { readAnyDate } from './date/any-date.ts';
import { ExpressionError, type Mismatch } from './expression-error.ts';
import type { Given } from './expression-function.ts';
import { isTrue } from './functions/condition-functions.ts';
import { functions } from './functions/functions.ts';
import { integerInText } from './integer-in-text.ts';
import { compilePattern, type Pattern } from './pattern/compile-pattern.ts';
import { PatternFault } from './pattern/pattern-fault.ts';
import {
  booleanText,
  isList,
  type AttributeSource,
  type EvaluationContext,
  type ExpressionValue,
} from './value.ts';

/** Together for all values of a list. */
const MAX_RESULT_LENGTH = 100_000;
const MAX_VALUES = 10_000;
/** The steps of all patterns, and the characters that replacements write. */
const MAX_WORK = 2_000_000;

/**
 * What an expression gives. `ignored` says that `IgnoreFlowIfNullOrEmpty` takes the attribute out of the flow. A redacted
 * value is sent as it is, and is not shown in logs.
 */
export type EvaluatedExpression =
  | { readonly kind: 'value'; readonly value: ExpressionValue; readonly isRedacted: boolean }
  | { readonly kind: 'ignored' };

/**
 * Evaluates an expression for one person or group. Arguments are evaluated when they are needed, so the branch that `IIF` or
 * `Switch` does not take cannot fail.
 *
 * A value has at most 100,000 characters and 10,000 values. All patterns together take at most 2,000,000 steps.
 *
 * @throws ExpressionError value or limit, at the argument that could not be used
 *
 * @example
 * const context = {
 *   now: () => Date.parse('2026-01-31T12:00:00Z'),
 *   random: () => 0.5,
 *   guid: () => '3d0c6c1e-5e0b-4a57-9d43-0f3c1c3a7f22',
 *   defaultDomain: 'fjordline.example',
 *   isTaken: () => false,
 * };
 * const person = new Map([['givenName', 'Mira'], ['surname', 'Rao']]);
 * evaluateExpression(parseExpression('Join(" ", [givenName], [surname])'), person, context);
 * // { kind: 'value', value: 'Mira Rao', isRedacted: false }
 */
export function evaluateExpression(
  expression: Expression,
  source: AttributeSource,
  context: EvaluationContext,
): EvaluatedExpression {
  const evaluation = new Evaluation(source, context);
  const value = evaluation.value(expression.root);
  const { root } = expression;
  if (value === null && root.kind === 'call' && root.name === 'IgnoreFlowIfNullOrEmpty')
    return { kind: 'ignored' };
  return { kind: 'value', value, isRedacted: evaluation.isRedacted };
}

/** One evaluation: what it has done so far, and what it reads from. */
class Evaluation {
  readonly #source: AttributeSource;
  readonly #context: EvaluationContext;
  #work = 0;
  isRedacted = false;

  constructor(source: AttributeSource, context: EvaluationContext) {
    this.#source = source;
    this.#context = context;
  }

  value(node: ExpressionNode): ExpressionValue {
    switch (node.kind) {
      case 'attribute':
        return bounded(node, this.#source.get(node.name) ?? null);
      case 'text':
        return node.text;
      case 'number':
        return String(integerInText(node.text) ?? node.text);
      case 'compareType':
        return node.word;
      case 'comparison':
        return booleanText(this.#compare(node.op, this.#text(node.left), this.#text(node.right)));
      case 'omitted':
        return null;
      case 'call':
        return bounded(node, this.#call(node));
      default:
        return node satisfies never;
    }
  }

  #call(node: Extract<ExpressionNode, { kind: 'call' }>): ExpressionValue {
    const row = functions.get(node.name);
    if (row === undefined) return fail(node, { expected: 'a function that is known', found: node.name });
    return row.evaluate(this.#given(node));
  }

  #given(call: Extract<ExpressionNode, { kind: 'call' }>): Given {
    const values = new Map<number, ExpressionValue>();
    const nodeAt = (nth: number): ExpressionNode => call.args[nth] ?? { kind: 'omitted', at: call.at };
    const value = (nth: number): ExpressionValue => {
      const known = values.get(nth);
      if (known !== undefined) return known;
      const fresh = this.value(nodeAt(nth));
      values.set(nth, fresh);
      return fresh;
    };
    const text = (nth: number): string | null => single(nodeAt(nth), value(nth));
    let pattern: Pattern | undefined;
    return {
      count: call.args.length,
      context: this.#context,
      has: (nth) => nodeAt(nth).kind !== 'omitted',
      value,
      text,
      list: (nth) => listOf(nodeAt(nth), value(nth)),
      integer: (nth) => parsed(nodeAt(nth), text(nth), integerInText, 'an integer of at most 64 bits'),
      date: (nth) => parsed(nodeAt(nth), text(nth), readAnyDate, 'a date in a usual form'),
      holds: (nth) => isTrue(text(nth)),
      pattern: (nth) => (pattern ??= patternOf(nodeAt(nth), text(nth) ?? '')),
      compareType: (nth) => (text(nth) === 'vbTextCompare' ? 'vbTextCompare' : 'vbBinaryCompare'),
      redact: () => {
        this.isRedacted = true;
      },
      countWork: (amount) => {
        this.#work += amount;
        if (this.#work > MAX_WORK) {
          throw new ExpressionError('limit', call.at, {
            expected: `at most ${MAX_WORK} steps for the patterns and replacements`,
            found: 'more',
          });
        }
      },
      fail: (nth, mismatch) =>
        fail(nth < 0 ? call : nodeAt(nth).kind === 'omitted' ? call : nodeAt(nth), mismatch),
    };
  }

  #text(node: ExpressionNode): string {
    return single(node, this.value(node)) ?? '';
  }

  /** Integers are compared as such, other texts by their code units. No value and the empty text fail every comparison. */
  #compare(op: ComparisonOp, left: string, right: string): boolean {
    if (left === '' || right === '') return false;
    const [a, b] = [integerInText(left), integerInText(right)];
    const areIntegers = a !== undefined && b !== undefined;
    const isLess = areIntegers ? a < b : left < right;
    const isMore = areIntegers ? a > b : left > right;
    return {
      '=': left === right,
      '<>': left !== right,
      '<': isLess,
      '>': isMore,
      '<=': !isMore,
      '>=': !isLess,
    }[op];
  }
}

function fail({ at }: ExpressionNode, mismatch: Mismatch): never {
  throw new ExpressionError('value', at, mismatch);
}

function bounded({ at }: ExpressionNode, value: ExpressionValue): ExpressionValue {
  const texts = typeof value === 'string' ? [value] : isList(value) ? value : [];
  const count =
    value !== null && typeof value !== 'string' && !isList(value) ? value.roles.length : texts.length;
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  if (length <= MAX_RESULT_LENGTH && count <= MAX_VALUES) return value;
  throw new ExpressionError('limit', at, {
    expected: `at most ${MAX_RESULT_LENGTH} characters and ${MAX_VALUES} values`,
    found: 'more',
  });
}

function single(node: ExpressionNode, value: ExpressionValue): string | null {
  if (value === null || typeof value === 'string') return value;
  const list = listOf(node, value);
  if (list.length <= 1) return list[0] ?? null;
  return fail(node, {
    expected: 'one value (choose it by Item, or use Join)',
    found: `${list.length} values`,
  });
}

function listOf(node: ExpressionNode, value: ExpressionValue): readonly string[] {
  if (value === null) return [];
  if (typeof value === 'string') return [value];
  return isList(value) ? value : fail(node, { expected: 'texts', found: 'app roles' });
}

function parsed<T>(
  node: ExpressionNode,
  text: string | null,
  parse: (text: string) => T | undefined,
  expected: string,
): T | null {
  if (text === null || text === '') return null;
  return parse(text) ?? fail(node, { expected, found: 'another text' });
}

function patternOf(node: ExpressionNode, text: string): Pattern {
  try {
    return compilePattern(text);
  } catch (error) {
    if (error instanceof PatternFault) return fail(node, inPattern(error));
    throw error;
  }
}
