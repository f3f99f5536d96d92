import type { ExpressionFunction, Given } from '../expression-function.ts';
import { integerInText } from '../integer-in-text.ts';
import { booleanText, isList, isNull, type ExpressionValue } from '../value.ts';

/** The functions that choose a value, or say something about one. */
export const conditionFunctions: readonly ExpressionFunction[] = [
  {
    name: 'Switch',
    parameters: [
      { name: 'source', kind: 'text' },
      { name: 'defaultValue', kind: 'any', isOptional: true },
      { name: 'key', kind: 'text', isRepeated: true },
      { name: 'value', kind: 'any', isRepeated: true },
    ],
    result: 'any',
    says: 'The value behind the key that equals the source, or the default. The key "" equals a source without a value.',
    evaluate: (given) => {
      const source = given.text(0) ?? '';
      for (let nth = 2; nth < given.count; nth += 2) {
        if ((given.text(nth) ?? '') === source) return given.value(nth + 1);
      }
      return given.value(1);
    },
  },
  {
    name: 'IIF',
    parameters: [
      { name: 'condition', kind: 'condition' },
      { name: 'valueIfTrue', kind: 'any' },
      { name: 'valueIfFalse', kind: 'any' },
    ],
    result: 'any',
    says: 'The second argument if the condition holds, otherwise the third. A comparison with no value or with the empty text does not hold.',
    evaluate: (given) => given.value(given.holds(0) ? 1 : 2),
  },
  {
    name: 'Coalesce',
    parameters: [{ name: 'source', kind: 'any', isRepeated: true }],
    result: 'any',
    says: 'The first argument that has a value. The empty text is a value.',
    evaluate: (given) => {
      for (let nth = 0; nth < given.count; nth += 1) {
        const value = given.value(nth);
        if (!isNull(value)) return value;
      }
      return null;
    },
  },
  {
    name: 'IgnoreFlowIfNullOrEmpty',
    parameters: [{ name: 'expression', kind: 'any' }],
    result: 'any',
    says: 'The value, or nothing at all for this attribute if it has no value or is empty.',
    isOutermost: true,
    evaluate: (given) => (isNullOrEmpty(given.value(0)) ? null : given.value(0)),
  },
  {
    name: 'IsNull',
    parameters: [{ name: 'expression', kind: 'any' }],
    result: 'boolean',
    says: 'Whether there is no value.',
    evaluate: (given) => booleanText(isNull(given.value(0))),
  },
  {
    name: 'IsNullOrEmpty',
    parameters: [{ name: 'expression', kind: 'any' }],
    result: 'boolean',
    says: 'Whether there is no value, or the empty text.',
    evaluate: (given) => booleanText(isNullOrEmpty(given.value(0))),
  },
  {
    name: 'IsPresent',
    parameters: [{ name: 'expression', kind: 'any' }],
    result: 'boolean',
    says: 'Whether there is a value that is not the empty text.',
    evaluate: (given) => booleanText(!isNullOrEmpty(given.value(0))),
  },
  {
    name: 'IsString',
    parameters: [{ name: 'expression', kind: 'any' }],
    result: 'boolean',
    says: 'Whether the value can be taken as one text.',
    evaluate: (given) => {
      const value = given.value(0);
      return booleanText(typeof value === 'string' || (isList(value) && value.length === 1));
    },
  },
  {
    name: 'Not',
    parameters: [{ name: 'source', kind: 'text' }],
    result: 'boolean',
    says: 'False for True, and True for anything else.',
    evaluate: (given) => booleanText(given.text(0) !== 'True'),
  },
  {
    name: 'CBool',
    parameters: [{ name: 'expression', kind: 'condition' }],
    result: 'boolean',
    says: 'Whether a comparison holds, or a value is True or an integer other than 0.',
    evaluate: (given) => booleanText(given.holds(0)),
  },
  {
    name: 'BitAnd',
    parameters: [
      { name: 'value1', kind: 'integer' },
      { name: 'value2', kind: 'integer' },
    ],
    result: 'integer',
    says: 'The bits that both integers have.',
    evaluate: bitAnd,
  },
];

function isNullOrEmpty(value: ExpressionValue): boolean {
  return isNull(value) || value === '' || (isList(value) && value.every((text) => text === ''));
}

function bitAnd(given: Given): string | null {
  const [left, right] = [given.integer(0), given.integer(1)];
  return left === null || right === null ? null : String(left & right);
}

/** Whether a value is true: `True` in any letter case, or an integer other than 0. */
export function isTrue(text: string | null): boolean {
  if (text === null) return false;
  return text.toLowerCase() === 'true' || (integerInText(text) ?? 0n) !== 0n;
}
