import fc from 'fast-check';
import { hostileNames } from './hostile-json.fixture.ts';

/** Texts to insert in wrong places. */
const STRAYS = [
  hostileNames,
  ['(', ')', '[', ']', '"', '\\', '\\"', '\\u0000', '\\ud800', '\0', '\ud800', ' ', '\n', '\u2028', '.', ':'],
  ['not', 'not (', 'and', 'or', 'pr', 'eq', 'co', 'gt', 'null', 'true', '"True"', '1e400', '-0', "'x'"],
  ['urn:', 'urn:x:', 'emails', 'emails[', '].value', '.value', 'meta', 'id', '😀', 'ſ', 'İ'],
].flat();

/** One change of a text that was cut into pieces. */
interface Mutation {
  readonly kind: 'delete' | 'duplicate' | 'swap' | 'insert' | 'replace' | 'wrap';
  readonly at: number;
  readonly stray: string;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom<Mutation['kind']>('delete', 'duplicate', 'swap', 'insert', 'replace', 'wrap'),
  at: fc.nat({ max: 40 }),
  stray: fc.constantFrom(...STRAYS),
});

/** Words, blanks, and each punctuation character of the grammars of filters and paths. */
const PIECES = /\s+|[()[\]".:\\]|[^\s()[\]".:\\]+/gu;

/** Valid texts with a few pieces deleted, duplicated, swapped or inserted. */
export function mutated(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(texts, fc.array(mutation, { maxLength: 4 }))
    .map(([text, mutations]) => mutations.reduce(mutate, text.match(PIECES) ?? []).join(''));
}

function mutate(pieces: readonly string[], { kind, at, stray }: Mutation): readonly string[] {
  const place = pieces.length === 0 ? 0 : at % pieces.length;
  const [before, [piece = '', ...after]] = [pieces.slice(0, place), pieces.slice(place)];
  switch (kind) {
    case 'delete':
      return [...before, ...after];
    case 'duplicate':
      return [...before, piece, piece, ...after];
    case 'swap':
      return [...before, ...after.slice(0, 1), piece, ...after.slice(1)];
    case 'insert':
      return [...before, stray, piece, ...after];
    case 'replace':
      return [...before, stray, ...after];
    case 'wrap':
      return [...before, '(', piece, ...after, ')'];
    default:
      return kind satisfies never;
  }
}
