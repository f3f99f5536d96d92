import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import { changedPaths } from './changed-paths.ts';

describe('the paths that differ between two states', () => {
  it.each<{ why: string; before: JsonObject; after: JsonObject; paths: string[] }>([
    { why: 'nothing', before: { a: 1 }, after: { a: 1 }, paths: [] },
    { why: 'not the order of keys', before: { n: { a: 1, b: 2 } }, after: { n: { b: 2, a: 1 } }, paths: [] },
    { why: 'a change', before: { title: 'A', x: 1 }, after: { title: 'B', x: 1 }, paths: ['title'] },
    { why: 'an addition', before: {}, after: { title: 'B' }, paths: ['title'] },
    { why: 'a removal', before: { title: 'A' }, after: {}, paths: ['title'] },
    {
      why: 'a complex attribute as a whole',
      before: { name: { a: 1 } },
      after: { name: { a: 2 } },
      paths: ['name'],
    },
    {
      why: 'extension attributes one by one',
      before: { [ENTERPRISE_USER]: { department: 'A', division: 'D', costCenter: 'C' } },
      after: { [ENTERPRISE_USER]: { department: 'B', division: 'D', organization: 'O' } },
      paths: ['department', 'costCenter', 'organization'].map((name) => `${ENTERPRISE_USER}:${name}`),
    },
    {
      why: 'the attributes of a new extension',
      before: {},
      after: { [ENTERPRISE_USER]: { department: 'B' } },
      paths: [`${ENTERPRISE_USER}:department`],
    },
    {
      why: 'the attributes of a removed extension',
      before: { [ENTERPRISE_USER]: { department: 'B' } },
      after: {},
      paths: [`${ENTERPRISE_USER}:department`],
    },
    {
      why: 'removals first, additions last',
      before: { a: 1, b: 1 },
      after: { b: 2, c: 1 },
      paths: ['a', 'b', 'c'],
    },
  ])('$why', ({ before, after, paths }) => {
    expect(changedPaths(before, after)).toEqual(paths);
  });

  it('never contain values', () => {
    expect(changedPaths({ title: 'secret' }, { title: 'other' }).join()).not.toContain('secret');
  });
});
