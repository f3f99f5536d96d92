import { parseResource, openParseContext, type JsonObject } from '@scimwright/core';
import { compareOps, type CompareOp, type Literal, type ParsedFilter } from '@scimwright/core/filter';
import { ENTERPRISE_USER, USER } from '@scimwright/core/schema';
import { parseAttributePath, printAttributePath, type AttributePath } from '@scimwright/core/path';
import fc from 'fast-check';
import { userType } from '../user-type.fixture.ts';

// Few words, so that filters often match users. Known differences of libraries are rare, but possible.
const word = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom('a', 'b', 'ab', 'ba', 'work', 'home') },
  {
    weight: 1,
    // oxfmt-ignore
    arbitrary: fc.constantFrom('A', 'Ab', 'WORK', 'ä', '😀', '', ' ', 'a"b', 'a\\b', 'and', 'a b', 'x) or (y', '5', 'true', '%', '_'),
  },
);
const when = fc.constantFrom('2026-01-31T12:00:00Z', '2026-01-31T13:00:00+01:00', '2026-02-01T00:00:00Z');

function pathOf(text: string): AttributePath {
  const path = parseAttributePath(text);
  if (path === undefined) throw new Error(`${text} is no attribute path.`);
  return path;
}

const compare = (path: string, op: CompareOp, value: Literal): ParsedFilter => ({
  kind: 'compare',
  path: pathOf(path),
  op,
  value,
});
const texts = (...paths: string[]): fc.Arbitrary<ParsedFilter> =>
  fc
    .tuple(fc.constantFrom(...paths), fc.constantFrom(...compareOps), word)
    .map(([path, op, value]) => compare(path, op, value));
const equals = <Value extends Literal>(value: fc.Arbitrary<Value>, ...paths: string[]) =>
  fc
    .tuple(fc.constantFrom(...paths), fc.constantFrom('eq' as const, 'ne' as const), value)
    .map(([path, op, operand]) => compare(path, op, operand));
const present = (...paths: string[]): fc.Arbitrary<ParsedFilter> =>
  fc.constantFrom(...paths).map((path) => ({ kind: 'present', path: pathOf(path) }));
const instants = fc
  .tuple(fc.constantFrom(...compareOps.filter((op) => op[0] !== 'c' && op[1] !== 'w')), when)
  .map(([op, value]) => compare('meta.lastModified', op, value));

function composed(leaf: fc.Arbitrary<ParsedFilter>, depth: number): fc.Arbitrary<ParsedFilter> {
  const { filter } = fc.letrec<{ filter: ParsedFilter }>((tie) => {
    const joined = (kind: 'and' | 'or') =>
      fc.record({ kind: fc.constant(kind), left: tie('filter'), right: tie('filter') });
    return {
      filter: fc.oneof(
        { maxDepth: depth, withCrossShrink: true },
        { arbitrary: leaf, weight: 12 },
        { arbitrary: joined('and'), weight: 5 },
        { arbitrary: joined('or'), weight: 5 },
        { arbitrary: fc.record({ kind: fc.constant('not' as const), operand: tie('filter') }), weight: 1 },
      ),
    };
  });
  return filter;
}

const inElement = composed(
  fc.oneof(
    { weight: 6, arbitrary: texts('value', 'type') },
    { weight: 1, arbitrary: equals(fc.boolean(), 'primary') },
    { weight: 1, arbitrary: present('display', 'type') },
  ),
  1,
);

/** Filters over users. */
export const userFilter: fc.Arbitrary<ParsedFilter> = composed(
  fc.oneof(
    { weight: 40, arbitrary: texts('userName', 'externalId', 'title', 'name.givenName', 'nickName') },
    { weight: 5, arbitrary: texts('emails.value', 'emails.type') },
    { weight: 1, arbitrary: texts('emails') },
    { weight: 1, arbitrary: texts(`${ENTERPRISE_USER}:department`) },
    { weight: 8, arbitrary: equals(fc.boolean(), 'active') },
    { weight: 1, arbitrary: equals(fc.boolean(), 'emails.primary') },
    {
      weight: 8,
      arbitrary: present('userName', 'title', 'name', 'emails', 'emails.type', 'name.familyName'),
    },
    { weight: 1, arbitrary: equals(fc.constant(null), 'title', 'nickName', 'name.givenName') },
    { weight: 1, arbitrary: instants },
    {
      weight: 8,
      arbitrary: inElement.map((where): ParsedFilter => ({ kind: 'some', path: pathOf('emails'), where })),
    },
  ),
  3,
);

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 12 });
const email = fc.record({
  value: word,
  type: fc.constantFrom('work', 'home', 'other'),
  primary: maybe(fc.constant(false)),
  display: maybe(word),
});

/** Users in their stored form. */
export const user: fc.Arbitrary<JsonObject> = fc
  .record({
    userName: word,
    externalId: maybe(word),
    title: maybe(word),
    nickName: maybe(word),
    active: maybe(fc.boolean()),
    name: maybe(fc.record({ givenName: word, familyName: maybe(word) })),
    emails: maybe(fc.array(email, { minLength: 1, maxLength: 3 })),
    [ENTERPRISE_USER]: maybe(fc.record({ department: word })),
    lastModified: when,
  })
  .map(({ lastModified, ...parts }) => {
    const body = JSON.parse(JSON.stringify(parts)) as JsonObject; // without undefined attributes
    const context = openParseContext({ off: ['empty-value-clears', 'json-in-string'] });
    const { resource } = parseResource({ schemas: [USER, ENTERPRISE_USER], ...body }, userType, context);
    return { ...resource, meta: { lastModified } };
  });

/**
 * A filter as text.
 *
 * @param isBracketed - adds parentheses that the grammar does not need
 */
export function spell(filter: ParsedFilter, isBracketed: boolean): string {
  const part = (inner: ParsedFilter, bracketed: readonly string[]): string => {
    const text = spell(inner, isBracketed);
    const isJoined = inner.kind === 'and' || inner.kind === 'or';
    return bracketed.includes(inner.kind) || (isBracketed && isJoined) ? `(${text})` : text;
  };
  switch (filter.kind) {
    case 'compare':
      return `${printAttributePath(filter.path)} ${filter.op} ${JSON.stringify(filter.value)}`;
    case 'present':
      return `${printAttributePath(filter.path)} pr`;
    case 'and':
      return `${part(filter.left, ['or'])} and ${part(filter.right, ['or', 'and'])}`;
    case 'or':
      return `${part(filter.left, [])} or ${part(filter.right, ['or'])}`;
    case 'not':
      return `not (${spell(filter.operand, isBracketed)})`;
    case 'some':
      return `${printAttributePath(filter.path)}[${spell(filter.where, isBracketed)}]`;
    default:
      return filter satisfies never;
  }
}
