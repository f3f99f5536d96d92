// @ts-check
import { expect, it } from 'vitest';
import { findExpressions, whySlow } from './regular-expressions.mjs';

it.each([
  ['one repeated part', /^[a-z][a-z0-9-]*$/],
  ['two repeated parts without a common character', /^\d+ \S+$/],
  ['a search for a text', /Bearer/],
])('%s is linear: %s', (_, { source, flags }) => {
  expect(whySlow({ pattern: source, flags })).toBeUndefined();
});

it.each([
  ['two repeated parts with a common character', /^Bearer +(\S.*?) *$/i, '2nd degree polynomial'],
  ['a repeated part without an anchor', /\/+$/, '2nd degree polynomial'],
  ['a nested repetition', /^(a+)+$/, 'exponential'],
])('%s is not: %s', (_, { source, flags }, says) => {
  expect(whySlow({ pattern: source, flags })).toContain(says);
});

it('finds literals anywhere in a source, and calls that create an expression at run time', () => {
  const source =
    'const a: RegExp = /x+/iu;\nf(`${b.replace(/y/g, c as string)}`, new RegExp(a), RegExp("z"), d / e / f);';
  const { expressions, madeAtRunTime } = findExpressions('some.ts', source);
  expect(expressions.map(({ pattern, flags }) => `/${pattern}/${flags}`)).toEqual(['/x+/iu', '/y/g']);
  expect(madeAtRunTime.map((at) => source.slice(at, at + 10))).toEqual(['new RegExp', 'RegExp("z"']);
});
