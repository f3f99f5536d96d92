// @ts-check
import { describe, expect, it } from 'vitest';
import { forThisTest } from '../workspace/for-this-test.mjs';
import { printViolation } from '../workspace/problem.mjs';
import { checkHouse } from './check-house.mjs';
import { broken } from './fixtures/crossed-boundaries.mjs';
import { allowed, house } from './fixtures/kept-boundaries.mjs';
import { makeHouse } from './fixtures/make-house.mjs';

/**
 * @param {Record<string, string | object>} files
 * @param {Record<string, string | object>} [base]
 */
async function check(files, base = house) {
  return checkHouse(forThisTest(makeHouse({ ...base, ...files })));
}

describe('the boundary check', () => {
  it('finds nothing in a repository that keeps its boundaries', async () => {
    expect(await check({})).toEqual([]);
  });

  it.each(broken)('reports that $title, with the reason, and nothing else', async ({ files, says, why }) => {
    const violations = await check(files);
    expect(violations.map(({ file, line, what }) => `${file}:${line} ${what}`)).toEqual([says]);
    expect(violations[0]?.why).toContain(why);
    expect(violations[0]?.instead).not.toBe('');
  });

  it.each(allowed)('accepts $title', async ({ files }) => {
    expect(await check(files)).toEqual([]);
  });

  it('reports that the table of imports names a folder that is not a package', async () => {
    const { 'packages/cli/package.json': _, ...smaller } = house;
    expect((await check({}, smaller)).map(({ file, what }) => `${file} ${what}`)).toEqual([
      'tooling/boundaries/edges.mjs names packages/cli, which is no package',
    ]);
  });

  it('prints where, what, why and what to do instead', () => {
    const violation = { file: 'a.ts', line: 3, what: 'export *', why: 'nobody chose', instead: 'choose' };
    expect(printViolation(violation)).toBe('a.ts:3  export *\n  why      nobody chose\n  instead  choose\n');
  });
});
