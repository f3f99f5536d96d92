// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../workspace/root.mjs';

const page = readFileSync(join(root, 'docs/security.md'), 'utf8');

/** The tests that a row names: the first with its folder, the others beside it. */
const rows = page
  .split('\n')
  .filter((line) => (line.startsWith('| ') && line.includes('`packages/')) || line.includes('`apps/'))
  .map((line) => ({
    who: line.split('|')[1]?.trim() ?? '',
    tests: [...(line.split('|').at(-2) ?? '').matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
  }));

it('the security page has rows with tests', () => {
  expect(rows.length).toBeGreaterThan(10);
});

it.each(rows)('the row about $who names existing tests', ({ tests }) => {
  const [first = ''] = tests;
  const missing = tests.filter(
    (path) => !existsSync(join(root, path)) && !existsSync(join(root, dirname(first), path)),
  );
  expect(missing).toEqual([]);
});
