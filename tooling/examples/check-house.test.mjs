// @ts-check
import { describe, expect, it } from 'vitest';
import { forThisTest } from '../workspace/for-this-test.mjs';
import { makeTree } from '../workspace/make-tree.mjs';
import { checkHouse } from './check-house.mjs';
import { broken, house, kept } from './fixtures/documented-house.mjs';

/** @param {Record<string, string | object>} files */
function check(files) {
  const { violations } = checkHouse(forThisTest(makeTree({ ...house, ...files })));
  return violations.map(({ file, line, what }) => `${file}:${line} ${what}`);
}

describe('the check of comments and examples', () => {
  it.each(kept)('accepts $title', ({ files }) => {
    expect(check(files)).toEqual([]);
  });

  it.each(broken)('reports that $title, and nothing else', ({ files, says }) => {
    expect(check(files)).toEqual(says);
  });

  it('counts what it checked', () => {
    const { counts } = checkHouse(forThisTest(makeTree(house)));
    expect(counts).toEqual({ exports: 1, examples: 1, stated: 1 });
  });
});
