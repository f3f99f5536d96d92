import { expect, it } from 'vitest';
import { namesVersion } from './entity-tag.ts';

it.each([
  ['W/"3"', true],
  ['"3"', true],
  ['W/"2", W/"3"', true],
  ['*', true],
  [' * ', true],
  ['W/"2", *', false],
  ['W/"2"', false],
  ['3', false],
  ['W/"33"', false],
  ['', false],
])('%j names version 3: %s', (header, expected) => {
  expect(namesVersion(header, 3)).toBe(expected);
});
