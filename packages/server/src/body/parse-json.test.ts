import { describe, expect, it } from 'vitest';
import { parseJson } from './parse-json.ts';

describe('a body', () => {
  it.each([
    ['{"userName":"søren 李 😀"}', { userName: 'søren 李 😀' }],
    ['\ufeff{"a":1}', { a: 1 }],
    [' [1] ', [1]],
    ['', undefined],
  ])('of %j is read', async (text, value) => {
    expect(await parseJson(Buffer.from(text), { levels: 16, keys: 9, elements: 9 })).toEqual(value);
  });

  it.each([
    ['{"a":"Zx9', 'It ends too early'],
    ['{"a":', 'It ends too early'],
    ['{"a":"Zx9",}', 'character 12'],
    ['{"a":"Zx9","A":1}', 'the key "A" twice'],
    [`{"${'k'.repeat(99)}":1,"${'k'.repeat(99)}":1}`, `the key "${'k'.repeat(60)}" twice`],
    ['{"__proto__":1}', '__proto__'],
    ['[[[1]]]', 'more than 2 levels'],
    ['[1,2,3,4,5,6,7,8,9,"Zx9"]', 'more than 9 elements'],
    ['{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"Zx9":1}', 'more than 9 keys'],
  ])('of %s is refused without quoting a value', async (text, words) => {
    const read = parseJson(Buffer.from(text), { levels: 2, keys: 9, elements: 9 });
    await expect(read).rejects.toThrow(words);
    await expect(read).rejects.not.toThrow('Zx9');
  });
});
