// @ts-check
import { describe, expect, it } from 'vitest';
import { checkTarball } from './check-tarball.mjs';
import { manifest, packed, unclean } from './fixtures/packed-files.mjs';

/** @param {Omit<(typeof unclean)[number], 'title' | 'says'>} changes */
function check({ files = {}, fields = {}, executable = ['dist/deep/main.js'] }) {
  const contents = Object.entries({ ...packed, 'package.json': '{}', ...files });
  return checkTarball({
    manifest: { ...manifest, ...fields },
    files: new Map(
      contents.flatMap(([path, text]) =>
        text === undefined ? [] : [[path, { text, isExecutable: executable.includes(path) }]],
      ),
    ),
  });
}

describe('the check of a tarball', () => {
  it('finds nothing in a clean one', () => {
    expect(check({})).toEqual([]);
  });

  it.each(unclean)('reports that $title, and nothing else', ({ says, ...changes }) => {
    expect(check(changes).map(({ what }) => what)).toEqual([says]);
  });

  it('requires the sources, because the maps lead to them', () => {
    const files = Object.fromEntries(
      Object.keys(packed).flatMap((path) => (/^(src|dist)\//.test(path) ? [[path, undefined]] : [])),
    );
    const fields = { exports: {}, bin: {}, files: ['data'] };
    expect(check({ files, fields }).map(({ what }) => what)).toEqual(['src is not packed']);
  });
});
