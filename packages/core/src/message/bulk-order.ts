/**
 * The order in which to carry out the operations of a bulk request: that of the request, except that the operations which
 * one refers to come right before it. Operations that refer to each other form one group, in the place of its first.
 *
 * @param needs - for each operation, the positions of those that it refers to, in any order
 *
 * @example
 * bulkOrder([[1], [], [3], [2]]); // [[1], [0], [2, 3]]
 * bulkOrder([[2, 1], [], []]); // [[1], [2], [0]]
 *
 * @see RFC 7644 §3.7.1
 */
export function bulkOrder(needs: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const circles = circlesIn(needs);
  const circleOf = new Map(circles.flatMap((circle) => circle.map((at) => [at, circle] as const)));
  const firstOf = (at: number): number => circleOf.get(at)?.[0] ?? at;
  const firsts = ascending(circles.map(([first = 0]) => first));
  const trees = postOrder(firsts, (first) =>
    ascending((circleOf.get(first) ?? []).flatMap((at) => (needs[at] ?? []).map(firstOf))),
  );
  return trees.flat().map((first) => circleOf.get(first) ?? []);
}

/** The strongly connected components, in no particular order, by the algorithm of Kosaraju and Sharir. */
function circlesIn(needs: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const neededBy = needs.map((): number[] => []);
  for (const [at, own] of needs.entries()) {
    for (const need of own) neededBy[need]?.push(at);
  }
  const ended = postOrder([...needs.keys()], (at) => needs[at] ?? []).flat();
  return postOrder(ended.toReversed(), (at) => neededBy[at] ?? []).map(ascending);
}

/**
 * Depth-first search in post-order: for each start, the nodes that it reaches first. It does not recurse, because a chain
 * of references may be as long as the request.
 */
function postOrder(
  starts: readonly number[],
  following: (at: number) => readonly number[],
): readonly (readonly number[])[] {
  const seen = new Set<number>();
  const trees: (readonly number[])[] = [];
  for (const start of starts) {
    if (seen.has(start)) continue;
    seen.add(start);
    const tree: number[] = [];
    const path = [{ at: start, ahead: following(start).values() }];
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const { value: next } = step.ahead.next();
      if (next === undefined) {
        path.pop();
        tree.push(step.at);
      } else if (!seen.has(next)) {
        seen.add(next);
        path.push({ at: next, ahead: following(next).values() });
      }
    }
    trees.push(tree);
  }
  return trees;
}

function ascending(numbers: readonly number[]): readonly number[] {
  return numbers.toSorted((one, other) => one - other);
}
