// @ts-check
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { forThisTest } from '../workspace/for-this-test.mjs';
import { makeTree } from '../workspace/make-tree.mjs';
import { keepTarballs, packStamp, takeKeptTarballs } from './kept-tarballs.mjs';

/** @type {string} */
let folder;
const path = (/** @type {string} */ name) => join(folder, name);
beforeEach(() => {
  folder = forThisTest(makeTree({ 'from/a.tgz': 'a, packed', 'into/left': '' }));
  keepTarballs(path('kept'), 'stamp', [{ name: 'a', folder: 'packages/a', tarball: path('from/a.tgz') }]);
});

describe('tarballs of an earlier packing', () => {
  it('are reused when the same input would be packed again', () => {
    expect(takeKeptTarballs(path('kept'), 'stamp', path('into'))).toEqual([
      { name: 'a', folder: 'packages/a', tarball: path('into/a.tgz') },
    ]);
    expect(readFileSync(path('into/a.tgz'), 'utf8')).toBe('a, packed');
  });

  const spoilt = [
    { what: 'the input has changed', stamp: 'another', spoil: () => {} },
    { what: 'one has changed', stamp: 'stamp', spoil: () => writeFileSync(path('kept/a.tgz'), 'b') },
    { what: 'one is missing', stamp: 'stamp', spoil: () => rmSync(path('kept/a.tgz')) },
    {
      what: 'the list is incomplete',
      stamp: 'stamp',
      spoil: () => writeFileSync(path('kept/packed.json'), '{"st'),
    },
    { what: 'none were kept', stamp: 'stamp', spoil: () => rmSync(path('kept'), { recursive: true }) },
  ];

  it.each(spoilt)('are not reused when $what', ({ stamp, spoil }) => {
    spoil();
    expect(takeKeptTarballs(path('kept'), stamp, path('into'))).toBeUndefined();
  });

  it('are dropped when others are kept', () => {
    keepTarballs(path('kept'), 'newer', []);
    expect(takeKeptTarballs(path('kept'), 'stamp', path('into'))).toBeUndefined();
    expect(takeKeptTarballs(path('kept'), 'newer', path('into'))).toEqual([]);
  });
});

const files = {
  'package.json': { packageManager: 'pnpm@1.2.3' },
  'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
  LICENSE: 'MIT',
  'packages/a/package.json': { name: 'a' },
  'packages/a/src/index.ts': 'export {};',
  'packages/a/dist/index.js': 'export {};',
};

/** @param {Record<string, string | object>} change */
function stampOf(change) {
  return packStamp(forThisTest(makeTree({ ...files, ...change })));
}

describe('the stamp of a packing', () => {
  const changes = [
    { what: 'a source', change: { 'packages/a/src/index.ts': 'export const a = 1;' } },
    { what: 'an output', change: { 'packages/a/dist/index.js': 'export const a = 1;' } },
    { what: 'a new file', change: { 'packages/a/README.md': '' } },
    { what: 'a package.json', change: { 'packages/a/package.json': { name: 'a', version: '1' } } },
    { what: 'a new package', change: { 'packages/b/package.json': { name: 'b' } } },
    {
      what: 'the versions of the catalog',
      change: { 'pnpm-workspace.yaml': 'packages:\n  - packages/*\ncatalog: {}\n' },
    },
    { what: 'the licence', change: { LICENSE: 'another' } },
    { what: 'the pnpm that packs', change: { 'package.json': { packageManager: 'pnpm@1.2.4' } } },
  ];

  it.each(changes)('changes with $what', ({ change }) => {
    expect(stampOf(change)).not.toBe(stampOf({}));
  });

  it('stays the same when only an installed package changes', () => {
    expect(stampOf({ 'packages/a/node_modules/b/index.js': '' })).toBe(stampOf({}));
  });
});
