// @ts-check
import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeTree } from '../workspace/make-tree.mjs';
import { packStamp } from './pack-stamp.mjs';

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
  const root = makeTree({ ...files, ...change });
  try {
    return packStamp(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe('the stamp of a packing', () => {
  const changes = [
    { what: 'a source', change: { 'packages/a/src/index.ts': 'export const a = 1;' } },
    { what: 'an output', change: { 'packages/a/dist/index.js': 'export const a = 1;' } },
    { what: 'a file that is new', change: { 'packages/a/README.md': '' } },
    { what: 'a package.json', change: { 'packages/a/package.json': { name: 'a', version: '1' } } },
    { what: 'a package that is new', change: { 'packages/b/package.json': { name: 'b' } } },
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
