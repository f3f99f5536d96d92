// @ts-check
import { expect, it } from 'vitest';
import { root } from '../workspace/root.mjs';
import { checkHouse } from './check-house.mjs';
import { printViolation } from './violation.mjs';

it('keeps its own boundaries', () => {
  expect(checkHouse(root).map(printViolation).join('\n')).toBe('');
});
