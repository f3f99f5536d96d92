// @ts-check
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { forThisTest } from '../workspace/for-this-test.mjs';
import { makeTree } from '../workspace/make-tree.mjs';
import { gitChanges } from './changed-files.mjs';

/** @type {string} */
let checkout;
const git = (/** @type {string[]} */ ...args) => {
  const settings = ['user.name=Someone', 'user.email=someone@example.com', 'commit.gpgsign=false'];
  const all = [...settings.flatMap((setting) => ['-c', setting]), ...args];
  execFileSync('git', all, { cwd: checkout, stdio: 'ignore' });
};
const write = (/** @type {string} */ file) => writeFileSync(join(checkout, file), 'changed');

beforeEach(() => {
  checkout = forThisTest(makeTree({ 'a.ts': '', 'folder/b.ts': '', 'c.ts': '', '.gitignore': 'dist/' }));
  git('init', '--initial-branch=main');
  git('add', '.');
  git('commit', '-m', 'all');
});

describe('the files that git reports as changed', () => {
  it('are none after a commit', async () => {
    expect(await gitChanges(checkout)).toEqual([]);
  });

  it('are the changed, staged and untracked ones, without ignored ones', async () => {
    for (const file of ['a.ts', 'folder/b.ts', 'new one.ts']) write(file);
    git('add', 'a.ts');
    execFileSync('mkdir', ['dist'], { cwd: checkout });
    write('dist/out.js');
    expect((await gitChanges(checkout)).toSorted()).toEqual(['a.ts', 'folder/b.ts', 'new one.ts']);
  });

  it('since a branch are those that changed on this side', async () => {
    git('checkout', '-b', 'work');
    write('a.ts');
    git('commit', '-am', 'work');
    git('checkout', 'main');
    write('c.ts');
    git('commit', '-am', 'elsewhere');
    git('checkout', 'work');
    write('folder/b.ts');
    expect((await gitChanges(checkout, 'main')).toSorted()).toEqual(['a.ts', 'folder/b.ts']);
  });

  it('are unknown without the commit, and the error says so', async () => {
    await expect(gitChanges(checkout, 'packages/core')).rejects.toThrow(
      /--changed takes a commit or a branch, and git cannot compare with "packages\/core"/,
    );
  });
});
