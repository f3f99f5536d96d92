// @ts-check
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { root } from '../workspace/root.mjs';
import { runToEnd } from '../workspace/run-to-end.mjs';

/** @param {string} filter */
async function run(filter) {
  const args = ['run', '--root', root, '--config', 'tooling/vitest/fixtures/folded.config.mjs'];
  const reporter = '--reporter=./tooling/vitest/folded-reporter.mjs';
  const vitest = join(root, 'node_modules/.bin/vitest');
  const { printed } = await runToEnd(vitest, [...args, reporter, filter], { cwd: root });
  const lines = stripVTControlCharacters(printed).split('\n');
  return lines
    .filter((line) => line.trim() !== '' && !line.includes(' RUN '))
    .map((line) => line.replace(/\d+\.\d s/, '… s'));
}

describe('a folded run', () => {
  it('writes a line to a log for each quarter and one at the end, but none for passing tests', async () => {
    expect(await run('passes-')).toEqual([
      '… tests, 1 of 4 files, … s',
      '… tests, 2 of 4 files, … s',
      '… tests, 3 of 4 files, … s',
      '✓ tests, … s, 4 files',
    ]);
  });

  it('shows a failing test as vitest does', async () => {
    const lines = await run('fixtures/fails');
    expect(lines.join('\n')).toContain('AssertionError: expected 1 to be 2');
    expect(lines.join('\n')).toMatch(/Tests +1 failed \(1\)/);
    expect(lines.filter((line) => line.startsWith('✓ tests'))).toEqual([]);
  });
});
