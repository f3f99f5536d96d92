import { describe, expect, it } from 'vitest';
import { translateErrors } from './translate-errors.ts';

async function* pages(): AsyncGenerator<number> {
  yield 1;
  yield 2;
  throw new Error('secret');
}

const port = translateErrors(
  {
    answers: async (value: number) => value + 1,
    rejects: async (): Promise<number> => {
      throw new Error('secret');
    },
    throws: (): Promise<number> => {
      throw new Error('secret');
    },
    streams: pages,
  },
  () => new Error('translated'),
);

describe('translateErrors', () => {
  it('leaves answers as they are', async () => {
    expect(await port.answers(1)).toBe(2);
  });

  it('translates a rejection', async () => {
    await expect(port.rejects()).rejects.toThrow('translated');
  });

  it('translates an error thrown before there is a promise', () => {
    expect(() => port.throws()).toThrow('translated');
  });

  it('translates the error of a stream, after the items before it', async () => {
    const seen: number[] = [];
    const consume = async (): Promise<void> => {
      for await (const page of port.streams()) seen.push(page);
    };
    await expect(consume()).rejects.toThrow('translated');
    expect(seen).toEqual([1, 2]);
  });
});
