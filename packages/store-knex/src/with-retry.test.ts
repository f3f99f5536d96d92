import { describe, expect, it } from 'vitest';
import { withRetry } from './with-retry.ts';

/** Work that fails a number of times before it succeeds, and counts its attempts. */
function failing(times: number): { readonly work: () => Promise<string>; readonly tries: () => number } {
  let tries = 0;
  return {
    work: async () => {
      tries += 1;
      if (tries <= times) throw new Error(`failure ${tries}`);
      return 'done';
    },
    tries: () => tries,
  };
}

describe('withRetry', () => {
  it.each([0, 1, 4])('succeeds after %i temporary failures', async (failures) => {
    const { work, tries } = failing(failures);
    expect(await withRetry(work, () => true)).toBe('done');
    expect(tries()).toBe(failures + 1);
  });

  it('gives up after five attempts with the last failure', async () => {
    const { work, tries } = failing(9);
    await expect(withRetry(work, () => true)).rejects.toThrow('failure 5');
    expect(tries()).toBe(5);
  });

  it('does not repeat work after a permanent failure', async () => {
    const { work, tries } = failing(1);
    await expect(withRetry(work, () => false)).rejects.toThrow('failure 1');
    expect(tries()).toBe(1);
  });
});
