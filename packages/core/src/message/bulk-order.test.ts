import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bulkOrder } from './bulk-order.ts';

const needs = fc.integer({ min: 0, max: 12 }).chain((length) =>
  fc.array(fc.array(fc.nat({ max: Math.max(0, length - 1) }), { maxLength: 3 }), {
    minLength: length,
    maxLength: length,
  }),
);

/** The operations that an operation refers to, directly and indirectly. */
function reachable(from: number, all: readonly (readonly number[])[]): ReadonlySet<number> {
  const found = new Set<number>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const need of all[at] ?? []) {
      if (found.has(need)) continue;
      found.add(need);
      open.push(need);
    }
  }
  return found;
}

describe('operations are ordered', () => {
  it.each<[why: string, needs: number[][], groups: number[][]]>([
    ['in the order of the request', [[], [], []], [[0], [1], [2]]],
    ['with needed operations first', [[2], [], []], [[2], [0], [1]]],
    [
      'with needed operations in the order of the request, not of the references',
      [[2, 1], [], []],
      [[1], [2], [0]],
    ],
    ['with indirectly needed operations first', [[3, 2], [], [4], [], []], [[4], [2], [3], [0], [1]]],
    ['along a chain', [[1], [2], []], [[2], [1], [0]]],
    ['with two that need each other as one group', [[1], [0]], [[0, 1]]],
    ['with an operation that needs itself', [[0], []], [[0], [1]]],
    ['with the needs of a cycle before it', [[1], [0, 3], [], []], [[3], [0, 1], [2]]],
    ['with the needs of a cycle in the order of the request', [[1, 2], [0, 3], [], []], [[2], [3], [0, 1]]],
    ['with a cycle in the place of its first operation', [[3, 2], [4], [], [], [1]], [[2], [3], [0], [1, 4]]],
    [
      'with a needed cycle before the operation that needs it',
      [[2, 4], [4], [], [], [1]],
      [[1, 4], [2], [0], [3]],
    ],
    ['with two cycles that share an operation as one group', [[1], [0, 2], [1]], [[0, 1, 2]]],
    ['without operations', [], []],
  ])('%s', (_, given, groups) => {
    expect(bulkOrder(given)).toEqual(groups);
  });

  it('each once, after those it needs, grouped with those that need each other', () => {
    fc.assert(
      fc.property(needs, (all) => {
        const groups = bulkOrder(all);
        expect(groups.flat().toSorted((a, b) => a - b)).toEqual([...all.keys()]);
        const place = new Map(groups.flatMap((group, at) => group.map((each) => [each, at] as const)));
        for (const [at, own] of all.entries()) {
          for (const need of own) expect(place.get(need)).toBeLessThanOrEqual(place.get(at) ?? -1);
          const circle = [...all.keys()].filter(
            (other) => other === at || (reachable(at, all).has(other) && reachable(other, all).has(at)),
          );
          expect(groups[place.get(at) ?? -1]).toEqual(circle);
        }
      }),
    );
  });

  it('the same, whatever the order of their references', () => {
    fc.assert(
      fc.property(needs, (all) => {
        expect(bulkOrder(all.map((own) => own.toReversed()))).toEqual(bulkOrder(all));
      }),
    );
  });

  it('as in the request if no operation needs a later one', () => {
    fc.assert(
      fc.property(needs, (all) => {
        const backwards = all.map((own, at) => own.filter((need) => need <= at));
        expect(bulkOrder(backwards).flat()).toEqual([...all.keys()]);
      }),
    );
  });

  it('in a chain of any length', () => {
    const chain = Array.from({ length: 100_000 }, (_, at) => (at === 99_999 ? [] : [at + 1]));
    expect(bulkOrder(chain)).toHaveLength(100_000);
    const circle = chain.map((own, at) => (at === 99_999 ? [0] : own));
    expect(bulkOrder(circle)).toHaveLength(1);
  });
});
