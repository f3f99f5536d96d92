import { describe, expect, it } from 'vitest';
import type { MissingOther } from '../sample/missing-others.ts';

/** Asks once for second values that the facts lack. Tests that need one do not run without it. */
export function describeOthers(missing: readonly MissingOther[]): void {
  describe('the facts', () => {
    it('have a second value in other where the product accepts only certain values', () => {
      expect(missing.map(askFor).join('\n')).toBe('');
    });
  });
}

function askFor({ path, why }: MissingOther): string {
  return `Add to the facts of describeConnector: other: { ${JSON.stringify(path)}: '…' }, a second value that the application takes. A made-up one is refused: ${why}`;
}
