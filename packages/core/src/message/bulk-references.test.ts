import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { bulkReferences, resolveBulkReferences } from './bulk-references.ts';

const idOf = (bulkId: string): string => `<${bulkId}>`;

describe('the data of an operation refers to resources', () => {
  it.each<[why: string, data: Json, resolved: Json]>([
    ['as members', { members: [{ value: 'bulkId:a' }, 'bulkId:b'] }, { members: [{ value: '<a>' }, '<b>'] }],
    [
      'in an extension',
      { 'urn:x:User': { manager: { value: 'bulkId:a' } } },
      { 'urn:x:User': { manager: { value: '<a>' } } },
    ],
    [
      'in the values of a PATCH',
      { Operations: [{ op: 'add', path: 'members', value: [{ value: 'bulkId:a' }] }] },
      { Operations: [{ op: 'add', path: 'members', value: [{ value: '<a>' }] }] },
    ],
    [
      'in the paths of a PATCH',
      { Operations: [{ op: 'remove', Path: 'members[value eq "bulkId:a" or value eq "b"]' }] },
      { Operations: [{ op: 'remove', Path: 'members[value eq "<a>" or value eq "b"]' }] },
    ],
    [
      'in a key that is a path',
      { 'members[value eq "bulkId:a"]': null },
      { 'members[value eq "<a>"]': null },
    ],
    [
      'with escapes in an operand',
      { path: 'x[value eq "bulkId:\\u0061\\""]' },
      { path: 'x[value eq "<a\\">"]' },
    ],
    ['by an empty name', ['bulkId:'], ['<>']],
  ])('%s', (_, data, resolved) => {
    expect(resolveBulkReferences(data, idOf)).toEqual(resolved);
  });

  it.each<[why: string, data: Json]>([
    ['a string that contains one', { title: 'a bulkId:b', note: ' bulkId:a' }],
    ['another letter case', { value: 'bulkid:a' }],
    ['a name', { 'bulkId:a': 1 }],
    ['a quotation in a string', { title: 'the "bulkId:a"' }],
    ['an operand inside an operand', { path: 'x[value eq "\\"bulkId:a\\""]' }],
    ['an operand that is not closed', { path: 'x[value eq "bulkId:a' }],
    ['an operand that is not a JSON string', { path: 'x[value eq "bulkId:\\x"]' }],
    ['numbers, null and booleans', { a: 1, b: null, c: true }],
  ])('but not by %s', (_, data) => {
    expect([...bulkReferences(data)]).toEqual([]);
    expect(resolveBulkReferences(data, idOf)).toEqual(data);
  });

  it('each once', () => {
    expect([...bulkReferences({ a: 'bulkId:x', b: ['bulkId:y', 'bulkId:x'] })]).toEqual(['x', 'y']);
  });

  it('and a key such as __proto__ stays an ordinary key', () => {
    const data = JSON.parse('{"__proto__":{"a":"bulkId:x"}}') as Json; // a JSON value
    expect(JSON.stringify(resolveBulkReferences(data, idOf))).toBe('{"__proto__":{"a":"<x>"}}');
  });

  it('and everything else stays unchanged', () => {
    const other = fc.jsonValue().map((value) => value as Json); // it makes JSON values
    fc.assert(
      fc.property(other, (data) => {
        fc.pre(!JSON.stringify(data).includes('bulkId'));
        expect(JSON.stringify(resolveBulkReferences(data, idOf))).toBe(JSON.stringify(data));
      }),
    );
  });
});
