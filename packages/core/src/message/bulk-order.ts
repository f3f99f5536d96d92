/**
 * The order in which the operations of a bulk request can be carried out: that of the request, but what an operation
 * refers to comes before it. Those that refer to each other in a circle come together, as one group.
 *
 * @param needs - for each operation, the places of those that it refers to
 *
 * @example
 * bulkOrder([[1], [], [3], [2]]); // [[1], [0], [2, 3]]
 *
 * @see RFC 7644 §3.7.1. The groups are the strongly connected components, found as R. Tarjan does (SIAM J. Comput. 1972),
 * but without recursion: a chain of references may be as long as the request.
 */
export function bulkOrder(needs: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const groups: (readonly number[])[] = [];
  /** When each operation was come to, and the earliest one that a circle leads back to from it. */
  const found = new Map<number, { readonly since: number; earliest: number; isPlaced: boolean }>();
  const open: number[] = [];

  const visit = (start: number): void => {
    const path = [{ at: start, next: 0 }];
    for (let [step] = path; step !== undefined; step = path.at(-1)) {
      const { at } = step;
      let own = found.get(at);
      if (own === undefined) {
        own = { since: found.size, earliest: found.size, isPlaced: false };
        found.set(at, own);
        open.push(at);
      }
      const need = needs[at]?.[step.next];
      step.next += 1;
      if (need !== undefined) {
        const other = found.get(need);
        if (other === undefined) path.push({ at: need, next: 0 });
        else if (!other.isPlaced) own.earliest = Math.min(own.earliest, other.since);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      const caller = above && found.get(above.at);
      if (caller !== undefined) caller.earliest = Math.min(caller.earliest, own.earliest);
      if (own.earliest === own.since) groups.push(place(at));
    }
  };

  const place = (last: number): readonly number[] => {
    const group = open.splice(open.lastIndexOf(last));
    for (const at of group) {
      const own = found.get(at);
      if (own !== undefined) own.isPlaced = true;
    }
    return group.toSorted((one, other) => one - other);
  };

  for (const at of needs.keys()) if (!found.has(at)) visit(at);
  return groups;
}
