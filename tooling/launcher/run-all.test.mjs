// @ts-check
import { describe, expect, it } from 'vitest';
import { forThisTest } from '../workspace/for-this-test.mjs';
import { makeTree } from '../workspace/make-tree.mjs';
import { root } from '../workspace/root.mjs';
import { runToEnd } from '../workspace/run-to-end.mjs';
import { closing } from './run-all.mjs';

const GREEN = { code: 0, count: { passed: 7, failed: 0, skipped: 1 } };
const lint = {
  name: 'lint',
  mend: 'npx oxlint --fix',
  output: 'a.ts:1 is wrong\n',
  log: '/house/logs/lint.log',
};

describe('the end of a run', () => {
  it('is only the count if every check passed', () => {
    expect(closing('/house', [], GREEN)).toBe('\n7 passed, 0 failed, 1 skipped');
  });

  it('repeats a failed check above the count, with the command that runs it alone, and counts it', () => {
    expect(closing('/house', [lint], GREEN)).toBe(
      [
        '',
        'One check failed:',
        '',
        '✗ lint   alone: npm run lint; fixes most of it: npx oxlint --fix',
        '  a.ts:1 is wrong',
        '',
        '7 passed, 1 failed, 1 skipped',
      ].join('\n'),
    );
  });

  it('shows the end of a long output, and names the log', () => {
    const output = Array.from({ length: 100 }, (_, index) => `line ${index + 1}`).join('\n');
    const lines = closing('/house', [{ ...lint, output }], GREEN).split('\n');
    expect(lines.slice(3, 6)).toEqual([
      '✗ lint   alone: npm run lint; fixes most of it: npx oxlint --fix',
      '  … all of it is in logs/lint.log',
      '  line 86',
    ]);
    expect(lines.slice(-3)).toEqual(['  line 100', '', '7 passed, 1 failed, 1 skipped']);
  });

  it('reports a crash of vitest, and counts it as a failure', () => {
    const lines = closing('/house', [lint], { code: 134, count: undefined }).split('\n');
    expect(lines).toContain('  a.ts:1 is wrong');
    expect(lines.slice(-3)).toEqual([
      'vitest ended with 134 before it counted the tests: see above.',
      '',
      '0 passed, 2 failed, 0 skipped',
    ]);
  });
});

describe('a whole run', () => {
  /**
   * Runs two checks, then tests, as `npm test` does.
   *
   * @param {Record<string, string>} scripts
   * @param {string} tests
   */
  async function run(scripts, tests) {
    const house = forThisTest(makeTree({ 'package.json': { scripts } }));
    const url = (/** @type {string} */ name) => JSON.stringify(new URL(name, import.meta.url).href);
    const checks = JSON.stringify(Object.keys(scripts).map((name) => ({ name })));
    const launcher = `
      const { runAll } = await import(${url('./run-all.mjs')});
      const args = ['--root', ${JSON.stringify(root)}, '--config', 'tooling/vitest/fixtures/folded.config.mjs', '${tests}'];
      const options = { checks: ${checks}, program: 'npm', house: ${JSON.stringify(house)} };
      process.exitCode = await runAll(${JSON.stringify(root)}, args, process.env, options);
    `;
    const args = ['--input-type=module', '--eval', launcher];
    const { code, printed } = await runToEnd(process.execPath, args, { cwd: root });
    return { code, lines: printed.trimEnd().split('\n') };
  }

  it('that passes fits on one screen and ends with the count', async () => {
    const { code, lines } = await run({ tidy: 'exit 0', sound: 'exit 0' }, 'passes-');
    expect(
      lines
        .filter((line) => /^[✓✗]/.test(line))
        .map((line) => line.split(',')[0])
        .toSorted(),
    ).toEqual(['✓ sound', '✓ tests', '✓ tidy']);
    expect([code, lines.length <= 16, lines.at(-1)]).toEqual([0, true, '4 passed, 0 failed, 0 skipped']);
  });

  it('with a failed check and a failed test repeats the check between the test and the count', async () => {
    const { code, lines } = await run(
      { tidy: 'echo "not tidy: a.ts"; exit 1', sound: 'exit 0' },
      'fixtures/fails',
    );
    const at = (/** @type {string} */ text) => lines.findLastIndex((line) => line.includes(text));
    expect(code).toBe(1);
    expect(lines.filter((line) => line === '  not tidy: a.ts')).toHaveLength(2);
    expect(at('expected 1 to be 2')).toBeGreaterThan(0);
    expect(at('alone: npm run tidy')).toBeGreaterThan(at('expected 1 to be 2'));
    expect(at('not tidy: a.ts')).toBeGreaterThan(at('alone: npm run tidy'));
    expect(lines.at(-1)).toBe('0 passed, 2 failed, 0 skipped');
  });

  it('with only a failed check exits with 1', async () => {
    const { code, lines } = await run({ tidy: 'exit 1' }, 'passes-1');
    expect([code, lines.at(-1)]).toEqual([1, '1 passed, 1 failed, 0 skipped']);
  });
});
