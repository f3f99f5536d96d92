// @ts-check
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { forThisTest } from '../workspace/for-this-test.mjs';
import { makeTree } from '../workspace/make-tree.mjs';
import { lintTarball } from './lint-tarball.mjs';
import { readTarball } from './read-tarball.mjs';

const manifest = {
  name: 'thing',
  version: '1.0.0',
  type: 'module',
  exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
};
const files = {
  'dist/index.js': 'export const a = 1;',
  'dist/index.d.ts': 'export declare const a: number;',
};

/** @param {Record<string, string | object>} changes */
function pack(changes) {
  const tree = Object.entries({ 'package.json': manifest, ...files, ...changes });
  const inside = Object.fromEntries(tree.map(([path, content]) => [`package/${path}`, content]));
  const folder = forThisTest(makeTree(inside));
  execFileSync('tar', ['-czf', 'thing.tgz', 'package'], { cwd: folder });
  return join(folder, 'thing.tgz');
}

describe('the linters', () => {
  it('find nothing in a clean ES module', async () => {
    expect(await lintTarball(pack({}))).toEqual([]);
  });

  it.each([
    {
      title: '"exports" names a missing file',
      fields: { exports: { '.': { types: './dist/index.d.ts', default: './dist/gone.js' } } },
      says: /^publint, error: .*exports.*gone\.js but the file does not exist/,
    },
    {
      title: '"bin" names a missing file',
      fields: { bin: { thing: './dist/gone.js' } },
      says: /^publint, error: .*bin.*gone\.js but the file does not exist/,
    },
    {
      title: 'a program has no shebang',
      fields: { bin: { thing: './dist/index.js' } },
      says: /^publint, error: .*bin.*shebang/,
    },
  ])('report what publint finds when $title', async ({ fields, says }) => {
    expect(await lintTarball(pack({ 'package.json': { ...manifest, ...fields } }))).toEqual(
      expect.arrayContaining([expect.stringMatching(says)]),
    );
  });

  it('report what attw finds', async () => {
    const isCommonJs = { ...manifest, type: 'commonjs' };
    expect(await lintTarball(pack({ 'package.json': isCommonJs }))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^attw: /)]),
    );
  });
});

describe('a tarball', () => {
  it('is read with its manifest and its files, and whether each is executable', () => {
    const { manifest, files } = readTarball(pack({}));
    expect(manifest.name).toBe('thing');
    expect([...files.keys()]).toEqual(['dist/index.d.ts', 'dist/index.js', 'package.json']);
    expect(files.get('dist/index.js')).toEqual({ text: 'export const a = 1;', isExecutable: false });
  });
});
