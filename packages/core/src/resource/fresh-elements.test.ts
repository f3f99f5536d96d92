import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameJson, type Json } from '../json.ts';
import { freshElements } from './fresh-elements.ts';

const part = fc.constantFrom<Json[]>('a', 'b', 'a"', 1, true, 'true', '1');
const element: fc.Arbitrary<Json> = fc.oneof(
  part,
  fc
    .uniqueArray(fc.tuple(fc.constantFrom('value', 'type', '__proto__'), part), {
      maxLength: 3,
      selector: ([name]) => name,
    })
    .map((entries): Json => Object.fromEntries(entries)),
);

describe('an added element is new', () => {
  it('if and only if no earlier element is equal, whatever the order of sub-attributes', () => {
    fc.assert(
      fc.property(fc.array(element), fc.array(element), (present, added) => {
        const fresh = added.filter(
          (each, at) => ![...present, ...added.slice(0, at)].some((other) => sameJson(other, each)),
        );
        expect(freshElements(present, added)).toEqual(fresh);
      }),
      { numRuns: 500 },
    );
  });
});
