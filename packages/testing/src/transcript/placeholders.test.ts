import { describe, expect, it } from 'vitest';
import { fillPath, fillPlaceholders, placeholdersIn } from './placeholders.ts';

const names = new Map([['user', 'åsa b+c@x']]);

describe('placeholders', () => {
  it('are filled at any depth', () => {
    const value = { a: ['{user}', 1, null], b: { c: '<{user}>' }, d: '{"value":"{user}"}' };
    expect(fillPlaceholders(value, names)).toEqual({
      a: ['åsa b+c@x', 1, null],
      b: { c: '<åsa b+c@x>' },
      d: '{"value":"åsa b+c@x"}',
    });
  });

  it('are encoded in a path as Entra encodes it', () => {
    expect(fillPath('/Users?filter=userName+eq+%22{user}%22', names)).toBe(
      '/Users?filter=userName+eq+%22%c3%a5sa+b%2bc%40x%22',
    );
  });

  it('without a value are a mistake in the transcript', () => {
    expect(() => fillPlaceholders('{nobody}', names)).toThrow('{nobody}');
    expect(() => fillPath('/Users/{nobody}', names)).toThrow('{nobody}');
  });

  it('are found in a text', () => {
    expect(placeholdersIn('/Groups/{group} {"value":"{user}"} {not a name}')).toEqual(['group', 'user']);
  });
});
