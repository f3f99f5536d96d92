// @ts-check
import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeTree } from '../workspace/make-tree.mjs';
import { checkHouse } from './check-house.mjs';
import { broken, house, kept } from './fixtures/documented-house.mjs';

/** @param {Record<string, string | object>} files */
function check(files) {
  const root = makeTree({ ...house, ...files });
  try {
    return checkHouse(root).violations.map(({ file, line, what }) => `${file}:${line} ${what}`);
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe('the check of comments and examples', () => {
  it.each(kept)('says nothing about $title', ({ files }) => {
    expect(check(files)).toEqual([]);
  });

  it.each(broken)('says so when $title, and nothing else', ({ files, says }) => {
    expect(check(files)).toEqual(says);
  });

  it('counts what it looked at', () => {
    const root = makeTree(house);
    expect(checkHouse(root).counts).toEqual({ exports: 1, examples: 1, stated: 1 });
    rmSync(root, { recursive: true });
  });
});
