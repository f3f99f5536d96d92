// @ts-check
import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkHouse } from './check-house.mjs';
import { broken } from './fixtures/crossed-boundaries.mjs';
import { allowed, house } from './fixtures/kept-boundaries.mjs';
import { makeHouse } from './fixtures/make-house.mjs';
import { printViolation } from './violation.mjs';

/**
 * @param {Record<string, string | object>} files
 * @param {string[][]} [circles]
 */
async function check(files, circles = []) {
  const root = makeHouse({ ...house, ...files });
  try {
    return await checkHouse(root, circles);
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe('the boundary check', () => {
  it('finds nothing in a house whose boundaries are kept', async () => {
    expect(await check({})).toEqual([]);
  });

  it.each(broken)(
    'says so when $title, with the reason, and nothing else',
    async ({ files, circles, says, why }) => {
      const violations = await check(files, circles);
      expect(violations.map(({ file, line, what }) => `${file}:${line} ${what}`)).toEqual([says]);
      expect(violations[0]?.why).toContain(why);
      expect(violations[0]?.instead).not.toBe('');
    },
  );

  it.each(allowed)('accepts $title', async ({ files, circles }) => {
    expect(await check(files, circles)).toEqual([]);
  });

  it('prints where, what, why and what to do instead', () => {
    const violation = { file: 'a.ts', line: 3, what: 'export *', why: 'nobody chose', instead: 'choose' };
    expect(printViolation(violation)).toBe('a.ts:3  export *\n  why      nobody chose\n  instead  choose\n');
  });
});
