// @ts-check
import { chmodSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { forThisTest } from '../workspace/for-this-test.mjs';
import { makeTree } from '../workspace/make-tree.mjs';
import { findToolchain, missingToolsMessage, requireNode } from './toolchain.mjs';

describe('the version of Node', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.11.1'])('%s is accepted', (version) => {
    expect(() => requireNode(version)).not.toThrow();
  });

  it.each(['18.20.8', '20.18.3', '20.9.0'])('%s is refused, with instructions for a newer one', (version) => {
    expect(() => requireNode(version)).toThrow(
      new RegExp(`needs Node 20\\.19 or newer; this is Node ${version}[^]*nvm install`),
    );
  });
});

/** @param {string[]} programs @returns a folder that holds them, as a PATH */
function pathWith(programs) {
  const folder = forThisTest(makeTree(Object.fromEntries(programs.map((program) => [program, '']))));
  for (const program of programs) chmodSync(`${folder}/${program}`, 0o755);
  return folder;
}

// On a Mac every tool also takes the Command Line Tools, which such a folder cannot hold.
describe.skipIf(process.platform === 'darwin')('looking for the toolchain', () => {
  const rows = [
    { has: ['python3', 'make', 'cc', 'g++'], missing: [], chosen: {} },
    { has: ['python3', 'make', 'cc', 'c++'], missing: [], chosen: { CXX: 'c++' } },
    { has: ['python3', 'make', 'clang', 'clang++'], missing: [], chosen: { CC: 'clang', CXX: 'clang++' } },
    { has: ['python3', 'cc', 'g++'], missing: ['make'], chosen: {} },
    { has: ['make', 'cc', 'g++'], missing: ['Python 3'], chosen: {} },
    { has: ['python3', 'make', 'cc'], missing: ['a C++ compiler'], chosen: {} },
    { has: [], missing: ['Python 3', 'make', 'a C compiler', 'a C++ compiler'], chosen: {} },
  ];

  it.each(rows)('with $has on the PATH, misses $missing and chooses $chosen', ({ has, missing, chosen }) => {
    const found = findToolchain({ PATH: pathWith(has) });
    expect(found.missing.map(({ name }) => name)).toEqual(missing);
    expect(found.env).toEqual(chosen);
  });

  it('accepts the compiler that $CXX names, with arguments', () => {
    const PATH = pathWith(['python3', 'make', 'cc', 'my-compiler']);
    expect(findToolchain({ PATH, CXX: 'my-compiler -O1' })).toEqual({ missing: [], env: {} });
  });

  it('looks no further when the compiler that $CXX names is missing', () => {
    const PATH = pathWith(['python3', 'make', 'cc', 'g++']);
    expect(findToolchain({ PATH, CXX: '/nowhere/compiler' }).missing.map(({ name }) => name)).toEqual([
      'a C++ compiler',
    ]);
  });

  it('says what is missing, why it is needed and how to install it on each system', () => {
    const message = missingToolsMessage(findToolchain({ PATH: pathWith(['python3', 'cc', 'g++']) }).missing);
    expect(message).toContain('one tool is missing');
    expect(message).toMatch(/make +make or gmake on the PATH.*it runs the build/);
    expect(message).not.toContain('compiler on the PATH');
    for (const command of ['apt-get install', 'dnf install', 'xcode-select --install']) {
      expect(message).toContain(command);
    }
  });
});
