import { describe, expect, it } from 'vitest';
import type { MissingOther } from '../sample/missing-others.ts';

/** Asks once for the second values that the facts do not say; the tests that need one are not there without it. */
export function describeOthers(missing: readonly MissingOther[]): void {
  describe('the facts', () => {
    it('say a second value, in other, where the application does not take just any', () => {
      expect(missing.map(askFor).join('\n')).toBe('');
    });
  });
}

function askFor({ path, why }: MissingOther): string {
  return `Add to the facts of describeConnector: other: { ${JSON.stringify(path)}: '…' }, a second value that the application takes. A made-up one is refused: ${why}`;
}
