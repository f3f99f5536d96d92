// @ts-check
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBoard } from './steps.mjs';

/** @param {boolean} isTTY */
function collect(isTTY) {
  /** @type {string[]} */
  const written = [];
  return { out: { isTTY, write: (/** @type {string} */ text) => written.push(text) > 0 }, written };
}

describe('the board', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('names the running steps on a terminal, and stops drawing when none runs', () => {
    const { out, written } = collect(true);
    const board = createBoard(out);
    const [lint, examples] = [board.begin('lint'), board.begin('examples')];
    vi.advanceTimersByTime(120);
    lint.done();
    vi.advanceTimersByTime(120);
    examples.done();
    const drawn = written.length;
    vi.advanceTimersByTime(1200);
    expect(written.map((text) => text.replace('\r\u001B[K', ''))).toEqual([
      '⠋ lint, examples, 0 s',
      '✓ lint, 0.1 s\n',
      '⠙ examples, 0 s',
      '✓ examples, 0.2 s\n',
    ]);
    expect([drawn, vi.getTimerCount()]).toEqual([4, 0]);
  });

  it('writes plain lines to a log, each failure together with its details', () => {
    const { out, written } = collect(false);
    const board = createBoard(out);
    const [install, lint] = [board.begin('install', 'a minute'), board.begin('lint')];
    vi.advanceTimersByTime(500);
    lint.failed('  one\n  two\n');
    install.done();
    expect(written).toEqual([
      '… install (a minute)\n',
      '✗ lint, 0.5 s\n  one\n  two\n',
      '✓ install, 0.5 s\n',
    ]);
  });
});
