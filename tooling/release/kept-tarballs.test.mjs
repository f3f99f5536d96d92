// @ts-check
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTree } from '../workspace/make-tree.mjs';
import { keepTarballs, takeKeptTarballs } from './kept-tarballs.mjs';

/** @type {string} */
let folder;
const path = (/** @type {string} */ name) => join(folder, name);
beforeEach(() => {
  folder = makeTree({ 'from/a.tgz': 'a, packed', 'into/left': '' });
  keepTarballs(path('kept'), 'stamp', [{ name: 'a', folder: 'packages/a', tarball: path('from/a.tgz') }]);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('tarballs of an earlier packing', () => {
  it('are taken when the same would be packed again', () => {
    expect(takeKeptTarballs(path('kept'), 'stamp', path('into'))).toEqual([
      { name: 'a', folder: 'packages/a', tarball: path('into/a.tgz') },
    ]);
    expect(readFileSync(path('into/a.tgz'), 'utf8')).toBe('a, packed');
  });

  const spoilt = [
    { what: 'something else would be packed', stamp: 'another', spoil: () => {} },
    { what: 'one is not what was kept', stamp: 'stamp', spoil: () => writeFileSync(path('kept/a.tgz'), 'b') },
    { what: 'one is gone', stamp: 'stamp', spoil: () => rmSync(path('kept/a.tgz')) },
    {
      what: 'the list is half written',
      stamp: 'stamp',
      spoil: () => writeFileSync(path('kept/packed.json'), '{"st'),
    },
    { what: 'none were kept', stamp: 'stamp', spoil: () => rmSync(path('kept'), { recursive: true }) },
  ];

  it.each(spoilt)('are not taken when $what', ({ stamp, spoil }) => {
    spoil();
    expect(takeKeptTarballs(path('kept'), stamp, path('into'))).toBeUndefined();
  });

  it('are forgotten when others are kept', () => {
    keepTarballs(path('kept'), 'newer', []);
    expect(takeKeptTarballs(path('kept'), 'stamp', path('into'))).toBeUndefined();
    expect(takeKeptTarballs(path('kept'), 'newer', path('into'))).toEqual([]);
  });
});
