import fc from 'fast-check';

/** Pieces to insert in wrong places. */
const STRAYS = [
  ['(', ')', '[', ']', '"', ' ', '.', ':', '\\', 'and', 'or', 'not', 'eq', 'pr', 'null', 'true', '5', '1.5'],
  ['-1e3', 'a', 'emails', '$ref', '_x', 'x-y', "'a'", '"a"', 'ä', 'urn:x:y'],
].flat();

/** Splits a filter into quoted texts, single signs, and words with the blanks after them. */
const PIECES = /"(?:[^"\\]|\\.)*"\s*|[()[\]".:\\]\s*|[^\s()[\]".:\\]+\s*|\s+/gu;

const KINDS = ['delete', 'double', 'swap', 'insert', 'replace'] as const;
const mutation = fc.record({
  kind: fc.constantFrom(...KINDS),
  at: fc.nat({ max: 60 }),
  stray: fc.constantFrom(...STRAYS),
});
type Mutation = Readonly<{ kind: (typeof KINDS)[number]; at: number; stray: string }>;

/** Valid texts with one or two pieces deleted, doubled, swapped, inserted or replaced. */
export const mutated = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(texts, fc.array(mutation, { minLength: 1, maxLength: 2 }))
    .map(([text, mutations]) => mutations.reduce(mutate, text.match(PIECES) ?? []).join(''));

function mutate(pieces: readonly string[], { kind, at, stray }: Mutation): readonly string[] {
  const place = pieces.length === 0 ? 0 : at % pieces.length;
  const [before, [piece = '', ...after]] = [pieces.slice(0, place), pieces.slice(place)];
  const instead = {
    delete: after,
    double: [piece, piece, ...after],
    swap: [...after.slice(0, 1), piece, ...after.slice(1)],
    insert: [stray, piece, ...after],
    replace: [stray, ...after],
  };
  return [...before, ...instead[kind]];
}
