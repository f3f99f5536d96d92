import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import { foldCase } from '../fold.ts';
import type { Json, JsonObject } from '../json.ts';
import { wholeUser } from '../profile/profiles.fixture.ts';
import { compareOps, type ParsedFilter } from './ast.ts';
import { bindFilter } from './bind.ts';
import { and, compare, composed, not, or, present, some } from './filters.fixture.ts';
import { toPredicate } from './to-predicate.ts';
import { fuzzRuns, fuzzTime } from '../fuzz/fuzz-runs.fixture.ts';

// Few words, so that filters and users meet.
const word = fc.constantFrom('a', 'A', 'ab', 'b', 'ä', '😀', '');
const type = fc.constantFrom('work', 'Home');
const when = fc.constantFrom('2026-01-31T12:00:00Z', '2026-01-31T13:00:00+01:00', '2026-02-01T00:00:00Z');

const texts = (...paths: string[]): fc.Arbitrary<ParsedFilter> =>
  fc
    .tuple(fc.constantFrom(...paths), fc.constantFrom(...compareOps), word)
    .map(([path, op, value]) => compare(path, op, value));
const switches = (path: string): fc.Arbitrary<ParsedFilter> =>
  fc
    .tuple(fc.constantFrom('eq' as const, 'ne' as const), fc.constantFrom(true, false, null))
    .map(([op, value]) => compare(path, op, value));
const presence = (...paths: string[]): fc.Arbitrary<ParsedFilter> => fc.constantFrom(...paths).map(present);

const inElement = composed(
  fc.oneof(
    texts('value'),
    type.map((value) => compare('type', 'eq', value)),
    switches('primary'),
    presence('display'),
  ),
);
const userFilter = composed(
  fc.oneof(
    texts('userName', 'externalId', 'name.givenName', 'emails.value', 'emails'),
    switches('active'),
    switches('emails.primary'),
    presence('userName', 'name', 'emails', 'emails.type'),
    fc
      .tuple(fc.constantFrom(...compareOps.filter((op) => op[0] !== 'c' && op[1] !== 'w')), when)
      .map(([op, value]) => compare('meta.lastModified', op, value)),
    inElement.map((where) => some('emails', where)),
  ),
);

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const email = fc.record({ value: word, type: maybe(type), primary: maybe(fc.boolean()) });
const user: fc.Arbitrary<JsonObject> = fc
  .record({
    userName: maybe(word),
    externalId: maybe(word),
    active: maybe(fc.boolean()),
    name: maybe(fc.record({ givenName: word })),
    emails: maybe(fc.array(email, { maxLength: 3 })),
    meta: maybe(fc.record({ lastModified: when })),
  })
  .map((parts) => JSON.parse(JSON.stringify(parts)) as JsonObject); // drops undefined

/** Makes two filters from the same parts. */
type Make = (a: ParsedFilter, b: ParsedFilter, c: ParsedFilter) => readonly [ParsedFilter, ParsedFilter];

/** Expects that both filters give the same answer for the same user. */
function expectSame(make: Make): void {
  fc.assert(
    fc.property(userFilter, userFilter, userFilter, user, (a, b, c, user) => {
      const [left, right] = make(a, b, c).map((filter) =>
        toPredicate(bindFilter(filter, wholeUser.type, openParseContext()))(user),
      );
      expect(left).toBe(right);
    }),
    fuzzRuns(400),
  );
}

describe('filters obey the laws of logic, also if values are missing', { timeout: fuzzTime }, () => {
  it.each<{ law: string; make: Make }>([
    { law: 'not not f is f', make: (f) => [not(not(f)), f] },
    { law: 'not (a and b) is not a or not b', make: (a, b) => [not(and(a, b)), or(not(a), not(b))] },
    { law: 'not (a or b) is not a and not b', make: (a, b) => [not(or(a, b)), and(not(a), not(b))] },
    { law: 'and commutes', make: (a, b) => [and(a, b), and(b, a)] },
    { law: 'or commutes', make: (a, b) => [or(a, b), or(b, a)] },
    { law: 'and associates', make: (a, b, c) => [and(and(a, b), c), and(a, and(b, c))] },
    { law: 'and distributes over or', make: (a, b, c) => [and(a, or(b, c)), or(and(a, b), and(a, c))] },
    { law: 'f and f is f', make: (f) => [and(f, f), f] },
  ])('$law', ({ make }) => {
    expectSame(make);
  });

  it('f or not f is always true, f and not f never', () => {
    fc.assert(
      fc.property(userFilter, user, (f, user) => {
        const holds = (filter: ParsedFilter) =>
          toPredicate(bindFilter(filter, wholeUser.type, openParseContext()))(user);
        expect([holds(or(f, not(f))), holds(and(f, not(f)))]).toEqual([true, false]);
      }),
    );
  });
});

describe('operators agree with each other', { timeout: fuzzTime }, () => {
  const predicate = (path: string, op: (typeof compareOps)[number], value: string) =>
    toPredicate(bindFilter(compare(path, op, value), wholeUser.type, openParseContext()));

  it.each(['userName', 'externalId'])('for %s with a value', (path) => {
    fc.assert(
      fc.property(word, word, (actual, operand) => {
        const user: Record<string, Json> = { [path]: actual };
        const is = Object.fromEntries(compareOps.map((op) => [op, predicate(path, op, operand)(user)]));
        expect(is['ne']).toBe(!is['eq']);
        expect(is['ge']).toBe(is['gt'] || is['eq']);
        expect(is['le']).toBe(is['lt'] || is['eq']);
        expect([is['lt'], is['eq'], is['gt']].filter(Boolean)).toHaveLength(1);
        expect(is['co']).toBe(is['co'] || is['sw'] || is['ew']);
        expect(is['eq']).toBe(is['sw'] && is['ew'] && is['eq']);
      }),
      fuzzRuns(200),
    );
  });

  it('eq without case compares folded strings, so that a stored key answers it', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'A', 'Ａ', 'é', 'e', '\u0301', 'Σ', 'ς'),
      maxLength: 3,
    });
    fc.assert(
      fc.property(text, text, (left, right) => {
        expect(predicate('userName', 'eq', left)({ userName: right })).toBe(
          foldCase(left) === foldCase(right),
        );
      }),
      fuzzRuns(400),
    );
  });
});
