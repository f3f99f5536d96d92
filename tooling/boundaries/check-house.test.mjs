// @ts-check
import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeTree } from '../workspace/make-tree.mjs';
import { checkHouse } from './check-house.mjs';
import { broken } from './fixtures/crossed-boundaries.mjs';
import { allowed, house } from './fixtures/kept-boundaries.mjs';
import { printViolation } from './violation.mjs';

/** @param {Record<string, string | object>} files */
function check(files) {
  const root = makeTree({ ...house, ...files });
  try {
    return checkHouse(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe('the boundary check', () => {
  it('finds nothing in a house whose boundaries are kept', () => {
    expect(check({})).toEqual([]);
  });

  it.each(broken)('says so when $title, and nothing else', ({ files, says }) => {
    expect(check(files).map(({ file, line, what }) => `${file}:${line} ${what}`)).toEqual([says]);
  });

  it.each(allowed)('accepts $title', ({ files }) => {
    expect(check(files)).toEqual([]);
  });

  it('prints where, what, why and what to do instead', () => {
    const violation = { file: 'a.ts', line: 3, what: 'export *', why: 'nobody chose', instead: 'choose' };
    expect(printViolation(violation)).toBe('a.ts:3  export *\n  why      nobody chose\n  instead  choose\n');
  });
});
