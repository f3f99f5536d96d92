// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../workspace/root.mjs';
import { packageFolders } from '../workspace/workspace-folders.mjs';
import { findExpressions, whySlow } from './regular-expressions.mjs';

/** Packages that run only in tests, or against a server that their user has chosen. */
const TEST_PACKAGES = new Set([
  'packages/conformance',
  'packages/store-contract',
  'packages/testing',
  'packages/test-databases',
]);

const folders = packageFolders(root).filter((folder) => !TEST_PACKAGES.has(folder));
const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(file))
    .map((file) => join(folder, 'src', file)),
);

const found = files.map((file) => {
  const source = readFileSync(join(root, file), 'utf8');
  const { expressions, madeAtRunTime } = findExpressions(file, source);
  return { file, expressions, madeAtRunTime };
});

const written = new Map(
  found.flatMap(({ file, expressions }) =>
    expressions.map((expression) => [`/${expression.pattern}/${expression.flags}`, { file, expression }]),
  ),
);

it.each([...written].map(([text, { file, expression }]) => ({ text, file, expression })))(
  '$text takes linear time, in $file',
  ({ expression }) => {
    expect(whySlow(expression)).toBeUndefined();
  },
);

it('no regular expression is created at run time, where its cost would be unknown', () => {
  expect(found.filter(({ madeAtRunTime }) => madeAtRunTime.length > 0).map(({ file }) => file)).toEqual([]);
});
