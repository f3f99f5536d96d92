import { expect, it } from 'vitest';
import { bearerToken } from './bearer-token.ts';

it.each<[header: string, token: string | undefined, why: string]>([
  ['Bearer abc', 'abc', 'as RFC 6750 writes it'],
  ['bEARER  abc ', 'abc', 'in another letter case, with more spaces'],
  ['Bearer Bearer abc', 'abc', 'with the word pasted too'],
  ['Bearer a b', 'a b', 'with a space inside, so that the refusal can say so'],
  ['', undefined, 'an empty header'],
  ['Bearer', undefined, 'the word alone'],
  [`Bearer${' '.repeat(15_500)}`, undefined, 'the word and 15,500 spaces'],
  [`Bearer${' '.repeat(15_500)}x`, undefined, 'a token behind 15,500 spaces'],
  [`Bearer ${'x'.repeat(15_500)}`, 'x'.repeat(505), 'a token that is longer than any real one'],
  ['Basic abc', undefined, 'another scheme'],
  ['Bearer=abc', undefined, 'no space'],
])('of %j the token is %j: %s', (header, token) => {
  expect(bearerToken(header)).toBe(token);
});
