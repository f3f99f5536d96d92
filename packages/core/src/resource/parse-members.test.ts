import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import type { Json } from '../json.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { parseMembers } from './parse-members.ts';

describe('members are parsed', () => {
  it.each<{ why: string; value: Json; ids: string[] }>([
    { why: 'a list', value: [{ value: '1' }, { value: '2' }], ids: ['1', '2'] },
    { why: 'with $ref null, as Entra sends it (AMB-42)', value: [{ $ref: null, value: '1' }], ids: ['1'] },
    { why: 'with unknown keys (AMB-42)', value: [{ value: '1', displayName: 'x', foo: [] }], ids: ['1'] },
    { why: 'with value in any letter case', value: [{ VALUE: '1' }], ids: ['1'] },
    { why: 'one object', value: { value: '1' }, ids: ['1'] },
    { why: 'bare strings (AMB-42)', value: ['1', '2'], ids: ['1', '2'] },
    { why: 'one bare string', value: '1', ids: ['1'] },
    {
      why: 'each member once, in the order of first occurrence',
      value: [{ value: '2' }, '1', { value: '2' }],
      ids: ['2', '1'],
    },
    { why: 'ids are caseExact', value: ['a', 'A'], ids: ['a', 'A'] },
    { why: 'null elements skipped', value: [null, { value: '1' }], ids: ['1'] },
    { why: 'null', value: null, ids: [] },
    { why: 'an empty list', value: [], ids: [] },
    { why: 'an empty string', value: '', ids: [] },
    { why: 'an unknown id, which is not checked', value: ['string id 1'], ids: ['string id 1'] },
    { why: '20,000 members', value: Array.from({ length: 20_000 }, () => 'x'), ids: ['x'] },
    { why: 'an id of 256 characters', value: ['i'.repeat(256)], ids: ['i'.repeat(256)] },
  ])('$why', ({ value, ids }) => {
    expect(parseMembers(value, openParseContext())).toEqual(ids.map((id) => ({ value: id })));
  });

  it.each<{ why: string; value: Json; problem: string }>([
    { why: 'a number', value: 7, problem: 'objects with a value' },
    { why: 'a list of numbers', value: [7], problem: 'objects with a value' },
    { why: 'a list of lists', value: [['1']], problem: 'objects with a value' },
    { why: 'an object without a value', value: [{ display: 'x' }], problem: 'must have a value' },
    { why: 'a value that is null', value: [{ value: null }], problem: 'must have a value' },
    { why: 'a value that is a number', value: [{ value: 1 }], problem: 'must have a value' },
    { why: 'an empty value', value: [{ value: '' }], problem: 'must have a value' },
    { why: 'an empty string in a list', value: [''], problem: 'must have a value' },
    { why: 'NUL', value: ['a\0'], problem: 'cannot be an id' },
    { why: 'a lone surrogate', value: ['\ud800'], problem: 'cannot be an id' },
    { why: 'more than 256 characters', value: ['i'.repeat(257)], problem: 'cannot be an id' },
    {
      why: 'more than 20,000',
      value: Array.from({ length: 20_001 }, () => 'x'),
      problem: 'several requests',
    },
  ])('$why is invalidValue', ({ value, problem }) => {
    const refusal = refusalOf(() => parseMembers(value, openParseContext()));
    expect(refusal).toMatchObject({ code: 'invalidValue', path: 'members' });
    expect(refusal.message).toContain(problem);
  });

  it.each([
    { off: 'element-as-string', value: ['1'] },
    { off: 'empty-value-clears', value: '' },
  ] as const)('$value is $off: recorded, or refused if that is off', ({ off, value }) => {
    const context = openParseContext();
    parseMembers(value, context);
    expect([...context.departures]).toEqual([off]);
    const strict = openParseContext({ off: ['element-as-string', off] });
    expect(refusalOf(() => parseMembers(value, strict)).code).toBe('invalidValue');
  });
});
