// @ts-check
import { describe, expect, it } from 'vitest';
import { forThisTest } from '../workspace/for-this-test.mjs';
import { makeTree } from '../workspace/make-tree.mjs';
import { installStamp } from './prepare.mjs';

const runtime = { modules: '115', platform: 'linux', arch: 'x64' };
const files = {
  'package.json': { name: 'root' },
  'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
  'pnpm-lock.yaml': 'lockfileVersion: 9',
  'packages/a/package.json': { name: 'a' },
  'packages/a/src/index.ts': 'export {};',
};

/**
 * @param {Record<string, string | object>} change
 * @param {typeof runtime} [on]
 */
function stampOf(change, on = runtime) {
  return installStamp(forThisTest(makeTree({ ...files, ...change })), on);
}

describe('the stamp of an install', () => {
  const changes = [
    { what: 'the root package.json', change: { 'package.json': { name: 'root', private: true } } },
    { what: "a package's package.json", change: { 'packages/a/package.json': { name: 'a', version: '1' } } },
    { what: 'the lockfile', change: { 'pnpm-lock.yaml': 'lockfileVersion: 10' } },
    { what: 'the workspace', change: { 'pnpm-workspace.yaml': 'packages:\n  - packages/*\ncatalog: {}\n' } },
    { what: 'the list of packages', change: { 'packages/b/package.json': { name: 'b' } } },
  ];

  it.each(changes)('changes with $what', ({ change }) => {
    expect(stampOf(change)).not.toBe(stampOf({}));
  });

  it.each([{ modules: '127' }, { platform: 'darwin' }, { arch: 'arm64' }])('changes with %o', (other) => {
    expect(stampOf({}, { ...runtime, ...other })).not.toBe(stampOf({}));
  });

  it('stays the same when only a source changes', () => {
    expect(stampOf({ 'packages/a/src/index.ts': 'export const a = 1;' })).toBe(stampOf({}));
  });
});
