import { expect, it } from 'vitest';
import { anyCase } from './any-case.ts';

it.each([
  { words: ['work'], text: 'work', matches: true },
  { words: ['work'], text: 'WoRk', matches: true },
  { words: ['work'], text: 'homework', matches: false },
  { words: ['true', 'false'], text: 'False', matches: true },
  { words: ['a.b'], text: 'A.B', matches: true },
  { words: ['a.b'], text: 'axb', matches: false },
  { words: [''], text: '', matches: true },
])('the pattern of $words matches "$text": $matches', ({ words, text, matches }) => {
  expect(new RegExp(anyCase(...words), 'u').test(text)).toBe(matches);
});
