import { describe, expect, it } from 'vitest';
import { openTurns } from './in-turn.ts';

const pause = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, 1);
  });

describe('turns', () => {
  it('run work with the same key one after the other, in order', async () => {
    const inTurn = openTurns();
    const seen: string[] = [];
    const work = (name: string) => async () => {
      seen.push(`${name} starts`);
      await pause();
      seen.push(`${name} ends`);
    };
    await Promise.all([inTurn('x', work('a')), inTurn('x', work('b')), inTurn('x', work('c'))]);
    expect(seen).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
  });

  it('run work with different keys at the same time', async () => {
    const inTurn = openTurns();
    const seen: string[] = [];
    const work = (name: string) => async () => {
      seen.push(`${name} starts`);
      await pause();
      seen.push(`${name} ends`);
    };
    await Promise.all([inTurn('x', work('a')), inTurn('y', work('b'))]);
    expect(seen.slice(0, 2)).toEqual(['a starts', 'b starts']);
  });

  it('continue after work that failed, and report it only to its caller', async () => {
    const inTurn = openTurns();
    const failing = inTurn('x', () => Promise.reject(new Error('no')));
    const next = inTurn('x', async () => 'done');
    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBe('done');
  });
});
