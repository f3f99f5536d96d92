// @ts-check
import { afterEach, describe, expect, it, vi } from 'vitest';
import ClosingLineReporter from './closing-line-reporter.mjs';

/**
 * The part of a test module that the reporter reads.
 *
 * @param {{ states?: string[], own?: number, suites?: number }} result `own` and `suites` count the errors
 *   outside of tests
 * @returns {any} the real one has some fifty members
 */
function moduleWith({ states = [], own = 0, suites = 0 }) {
  return {
    errors: () => Array(own).fill('does not load'),
    children: {
      allTests: () => states.map((state) => ({ result: () => ({ state }) })),
      allSuites: () => [{ errors: () => Array(suites).fill('a hook threw') }],
    },
  };
}

describe('the closing line', () => {
  afterEach(() => vi.restoreAllMocks());

  const rows = [
    { when: 'nothing ran', modules: [], unhandled: [], line: '0 passed, 0 failed, 0 skipped' },
    {
      when: 'tests of two files ended in every way',
      modules: [
        moduleWith({ states: ['passed', 'failed', 'skipped'] }),
        moduleWith({ states: ['passed', 'pending'] }),
      ],
      unhandled: [],
      line: '2 passed, 1 failed, 2 skipped',
    },
    {
      when: 'a file does not load',
      modules: [moduleWith({ own: 1 })],
      unhandled: [],
      line: '0 passed, 1 failed, 0 skipped',
    },
    {
      when: 'a hook throws',
      modules: [moduleWith({ suites: 1 })],
      unhandled: [],
      line: '0 passed, 1 failed, 0 skipped',
    },
    {
      when: 'no test catches an error',
      modules: [],
      unhandled: ['late'],
      line: '0 passed, 1 failed, 0 skipped',
    },
  ];

  it.each(rows)('is "$line" when $when', ({ modules, unhandled, line }) => {
    const log = vi.spyOn(console, 'log').mockReturnValue();
    new ClosingLineReporter().onTestRunEnd(modules, unhandled);
    expect(log.mock.calls).toEqual([[`\n${line}`]]);
  });
});
