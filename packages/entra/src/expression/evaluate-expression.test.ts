import { expect, it } from 'vitest';
import { errorOf, evaluated, openContext } from './evaluated.fixture.ts';
import { evaluateExpression } from './evaluate-expression.ts';
import { parseExpression } from './parse-expression.ts';

it('an attribute alone is its value, and none if it is not there', () => {
  expect(evaluated('[mail]', { mail: 'mira@fjordline.example' })).toBe('mira@fjordline.example');
  expect(evaluated('[mails]', { mails: ['a', 'b'] })).toEqual(['a', 'b']);
  expect(evaluated('[mail]')).toBeNull();
});

it.each([
  { why: 'a value', text: '[a]', offset: 0, a: 'a'.repeat(100_001) },
  {
    why: 'the values of a list',
    text: 'Count([a])',
    offset: 6,
    a: Array.from({ length: 10_001 }, () => 'a'),
  },
  { why: 'a result', text: 'CStr(Append([a], [a]))', offset: 5, a: 'a'.repeat(60_000) },
])('$why that is too large is an error', ({ text, a, offset }) => {
  expect(errorOf(() => evaluated(text, { a }))).toMatchObject({ code: 'limit', offset });
});

it('an argument is evaluated once, however often it is asked for', () => {
  const asked: string[] = [];
  const source = { get: (name: string) => (asked.push(name), 'x') };
  evaluateExpression(parseExpression('IgnoreFlowIfNullOrEmpty([a])'), source, openContext());
  evaluateExpression(parseExpression('Switch([b], , [b], Redact([c]))'), source, openContext());
  expect(asked).toEqual(['a', 'b', 'b', 'c']);
});
