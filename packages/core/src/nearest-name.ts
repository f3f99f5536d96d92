/** The time to compare grows with the square of the length. */
const MAX_COMPARED_LENGTH = 200;

/**
 * The known name that was probably meant, in any letter case: the one at the smallest edit distance, the first of
 * several.
 *
 * @returns undefined if none is near: more than two letters are wrong, or more than a third of a longer name
 *
 * @example
 * nearestName('email', ['userName', 'emails']); // 'emails'
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  if (name.length > MAX_COMPARED_LENGTH) return undefined;
  let nearest: { readonly name: string; readonly distance: number } | undefined;
  for (const candidate of known) {
    const distance = distanceOf(name.toLowerCase(), candidate.toLowerCase());
    // A name of three letters is not near one that differs in two of them.
    const max = Math.min(Math.max(2, Math.floor(candidate.length / 3)), name.length - 1);
    if (distance <= max && distance < (nearest?.distance ?? Infinity))
      nearest = { name: candidate, distance };
  }
  return nearest?.name;
}

/** The Levenshtein distance, row by row. */
function distanceOf(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...left].entries()) {
    const next = [at + 1];
    for (const [column, other] of [...right].entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
