import { describe, expect, it } from 'vitest';
import { parseJson } from './parse-json.ts';

describe('a body', () => {
  it.each([
    ['{"userName":"søren 李 😀"}', { userName: 'søren 李 😀' }],
    ['\ufeff{"a":1}', { a: 1 }],
    [' [1] ', [1]],
    ['', undefined],
  ])('of %j is read', (text, value) => {
    expect(parseJson(Buffer.from(text), 16)).toEqual(value);
  });

  it.each([
    ['{"a":"Zx9', 'It ends before it is whole'],
    ['{"a":', 'It ends before it is whole'],
    ['{"a":"Zx9",}', 'character 12'],
    ['{"a":"Zx9","A":1}', 'the key "A" twice'],
    [`{"${'k'.repeat(99)}":1,"${'k'.repeat(99)}":1}`, `the key "${'k'.repeat(60)}" twice`],
    ['{"__proto__":1}', '__proto__'],
    ['[[[1]]]', 'more than 2 levels'],
  ])('of %s is refused without a value of it', (text, words) => {
    const read = () => parseJson(Buffer.from(text), 2);
    expect(read).toThrow(words);
    expect(read).not.toThrow('Zx9');
  });
});
