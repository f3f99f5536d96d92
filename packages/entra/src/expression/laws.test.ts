import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ExpressionNode } from './ast.ts';
import { comparisonOps } from './ast.ts';
import { errorIn, openContext } from './evaluated.fixture.ts';
import { evaluateExpression } from './evaluate-expression.ts';
import { parameterFor } from './expression-function.ts';
import { functions } from './functions/functions.ts';
import { parseExpression } from './parse-expression.ts';
import { parseNodes } from './parse-nodes.ts';
import { printNode } from './print-expression.ts';
import type { ExpressionValue } from './value.ts';

/** A part of an expression without its offset. */
const withoutPlaces = (node: ExpressionNode): unknown =>
  JSON.parse(JSON.stringify(node, (key, value: unknown) => (key === 'at' ? undefined : value)));

/** A function with so many arguments as it takes, or one more or less. */
const call = (argument: fc.Arbitrary<ExpressionNode>): fc.Arbitrary<ExpressionNode> =>
  fc
    .tuple(
      fc.constantFrom(...functions.values()),
      fc.array(argument, { minLength: 9, maxLength: 9 }),
      fc.nat(20),
    )
    .map(([row, args, luck]) => {
      const repeats = row.parameters.filter(({ isRepeated }) => isRepeated).length;
      const count = row.parameters.length + (luck % 2) * repeats + (luck === 20 ? 1 : 0);
      return { kind: 'call', at: 0, name: row.name, args: args.slice(0, count) };
    });

const word = fc.constantFrom(
  'a',
  'd',
  'ww',
  '3',
  '-1',
  '',
  'M/d/yyyy',
  '2024-02-29',
  '(?<a>.)',
  'tr-TR',
  '"\\',
  'å',
);
const leaf: fc.Arbitrary<ExpressionNode> = fc.oneof(
  fc
    .constantFrom('mail', 'mails', 'none', 'roles', 'date')
    .map((name) => ({ kind: 'attribute' as const, at: 0, name })),
  word.map((text) => ({ kind: 'text' as const, at: 0, text })),
  fc.constantFrom('1', '-2', '&H1F', '9000000000').map((text) => ({ kind: 'number' as const, at: 0, text })),
  fc.constant({ kind: 'compareType' as const, at: 0, word: 'vbTextCompare' as const }),
);
const { operand } = fc.letrec<{ operand: ExpressionNode; argument: ExpressionNode }>((tie) => ({
  operand: fc.oneof({ depthSize: 'small', maxDepth: 4 }, leaf, call(tie('argument'))),
  argument: fc.oneof(
    { arbitrary: tie('operand'), weight: 5 },
    { arbitrary: fc.constant<ExpressionNode>({ kind: 'omitted', at: 0 }), weight: 1 },
    {
      arbitrary: fc
        .tuple(fc.constantFrom(...comparisonOps), tie('operand'), tie('operand'))
        .map(([op, left, right]): ExpressionNode => ({ kind: 'comparison', at: 0, op, left, right })),
      weight: 1,
    },
  ),
}));
const whole = operand.filter(
  (node) => node.kind === 'attribute' || (node.kind === 'call' && !hasLonelyGap(node)),
);

/** `f()` has no argument, so a single empty one cannot be written. */
function hasLonelyGap(node: ExpressionNode): boolean {
  if (node.kind === 'comparison') return hasLonelyGap(node.left) || hasLonelyGap(node.right);
  if (node.kind !== 'call') return false;
  return (node.args.length === 1 && node.args[0]?.kind === 'omitted') || node.args.some(hasLonelyGap);
}

it('parsing a printed expression gives the same expression', () => {
  fc.assert(
    fc.property(whole, (node) => {
      const text = printNode(node);
      fc.pre(text.length <= 10_000);
      expect(withoutPlaces(parseNodes(text))).toEqual(withoutPlaces(node));
    }),
    { numRuns: 1_000 },
  );
});

/** Text that is close to an expression. */
const noise = fc
  .array(
    fc.constantFrom(
      'Join',
      'Replace',
      '(',
      ')',
      ',',
      '"',
      '[',
      ']',
      'mail',
      '\\',
      '=',
      '<>',
      '-',
      '&H',
      '1',
      ' ',
      '\n',
      '😀',
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

it('parsing any text gives an expression, or an error at a place in the text', () => {
  fc.assert(
    fc.property(fc.oneof(noise, fc.string({ unit: 'binary' })), (text) => {
      expect(errorIn(() => parseExpression(text))?.offset ?? 0).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 2_000 },
  );
});

const person = new Map<string, ExpressionValue>([
  ['mail', 'mira@fjordline.example'],
  ['mails', ['a@x', 'b@x']],
  ['date', '3/1/2024 4:59:59 AM'],
  [
    'roles',
    { kind: 'appRoles', roles: [{ id: '1', value: null, displayName: 'Auditor' }], assertive: false },
  ],
]);

it('evaluating an expression gives a value, or an error at a place in the text', () => {
  let evaluated = 0;
  fc.assert(
    fc.property(whole, (node) => {
      const text = printNode(node);
      const error = errorIn(() => {
        const { kind } = evaluateExpression(parseExpression(text), person, openContext());
        evaluated += kind === 'value' ? 1 : 0;
      });
      expect(error?.offset ?? 0).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 5_000 },
  );
  // Otherwise the law says nothing.
  expect(evaluated).toBeGreaterThan(250);
});

/** Values that any argument may turn out to be. */
const anyValue: fc.Arbitrary<ExpressionValue> = fc.oneof(
  fc.constant(null),
  word,
  fc.string({ unit: 'binary' }),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.bigInt(-(2n ** 64n), 2n ** 64n).map(String),
);

it.each([...functions.keys()])('%s gives a value of any attributes, or an error', (name) => {
  const row = functions.get(name);
  if (row === undefined) return;
  const { parameters } = row;
  const count = parameters.length + parameters.filter(({ isRepeated }) => isRepeated).length;
  const args = Array.from({ length: count }, (_, nth) =>
    parameterFor(parameters, nth)?.kind === 'compareType' ? 'vbTextCompare' : `[${nth}]`,
  );
  const expression = parseExpression(`${name}(${args.join(', ')})`);
  fc.assert(
    fc.property(fc.array(anyValue, { minLength: count, maxLength: count }), (values) => {
      const source = new Map(values.map((value, nth) => [String(nth), value]));
      const error = errorIn(() => evaluateExpression(expression, source, openContext()));
      expect(error?.offset ?? 0).toBeLessThan(expression.text.length);
    }),
    { numRuns: 200 },
  );
});
