import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import { bindFilter } from '../filter/bind.ts';
import { and, compare, some } from '../filter/filters.fixture.ts';
import { toPredicate } from '../filter/to-predicate.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { narrowUser, wholeUser } from '../profile/profiles.fixture.ts';
import { ENTERPRISE_USER, USER } from '../schema/urn.ts';
import { parseResource } from './parse-resource.ts';
import { changedPaths } from './changed-paths.ts';
import { indexEntries } from './index-entries.ts';
import { findLookup } from './lookup.ts';
import { fuzzRuns, fuzzTime } from '../fuzz/fuzz-runs.fixture.ts';

const word = fc.constantFrom('a', 'A', 'Ａ', 'b', 'rene\u0301', 'René', 'ς', 'Σ');
const email = fc.record(
  { type: fc.constantFrom('work', 'Work', 'home'), value: word, primary: fc.boolean() },
  { requiredKeys: [] },
);
const user = fc.record(
  {
    userName: word,
    externalId: word,
    emails: fc.array(email, { maxLength: 3 }),
    [ENTERPRISE_USER]: fc.record({ manager: fc.record({ value: word }) }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>; // JSON by construction

describe('laws', { timeout: fuzzTime }, () => {
  const workMail = (type: string, value: string) =>
    some('emails', and(compare('type', 'eq', type), compare('value', 'eq', value)));
  const filter = fc.oneof(
    fc
      .tuple(fc.constantFrom('userName', 'externalId', `${ENTERPRISE_USER}:manager`), word)
      .map(([path, value]) => compare(path, 'eq', value)),
    fc.tuple(fc.constantFrom('work', 'WORK'), word).map(([type, value]) => workMail(type, value)),
  );
  const type = {
    ...wholeUser.type,
    indexes: [
      ...wholeUser.type.indexes,
      ...narrowUser.type.indexes.filter(({ path }) => path.startsWith('emails')),
    ],
  };

  it('an index finds exactly the resources that the predicate of the same filter matches', () => {
    fc.assert(
      fc.property(filter, user, (filter, user) => {
        const bound = bindFilter(filter, type, openParseContext());
        const lookup = findLookup(bound, type);
        const found = indexEntries(user, type).some(
          ({ path, key }) => lookup?.kind === 'key' && path === lookup.path && key === lookup.key,
        );
        expect(found).toBe(toPredicate(bound)(user));
      }),
      fuzzRuns(600),
    );
  });

  it('parsing a parsed resource changes nothing', () => {
    const messy = fc.record(
      {
        USERNAME: fc.oneof(word, fc.constant('')),
        active: fc.constantFrom('True', 'false', true, null, ''),
        emails: fc.array(fc.oneof(email, word, fc.constant(null)), { maxLength: 3 }),
        roles: fc.array(
          fc.oneof(
            email,
            word,
            word.map((value) => ({ value: JSON.stringify({ value }) })),
          ),
        ),
        name: fc.record({ GivenName: word, foo: word }),
        foo: word,
        [ENTERPRISE_USER.toLowerCase()]: fc.record({
          manager: fc.oneof(word, fc.constant([{ $ref: null, value: '1' }])),
          department: fc.oneof(word, fc.constant(null)),
        }),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<Record<string, Json>>; // JSON by construction
    fc.assert(
      fc.property(messy, fc.constantFrom(wholeUser.type, narrowUser.type), (body, type) => {
        const emails = listOf(body['emails']);
        const calm = emails.map((item) => (typeof item === 'object' ? { ...item, primary: false } : item));
        const roles = listOf(body['roles']).slice(0, 1);
        const sent = { schemas: [USER], ...body, emails: calm, roles };
        const { resource } = parseResource(sent, type, openParseContext());
        const again = openParseContext();
        expect(
          parseResource({ schemas: [USER, ENTERPRISE_USER], ...resource }, type, again).resource,
        ).toEqual(resource);
        expect([...again.departures, ...again.ignored]).toEqual([]);
      }),
      fuzzRuns(200),
    );
  });

  it('there is a changed path if and only if the states differ', () => {
    fc.assert(
      fc.property(user, user, (before, after) => {
        expect(changedPaths(before, structuredClone(before))).toEqual([]);
        const same = JSON.stringify(sorted(before)) === JSON.stringify(sorted(after));
        expect(changedPaths(before, after).length === 0).toBe(same);
      }),
    );
  });
});

/** The value as a list; empty if it is not a list. */
function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : []; // a JSON array holds JSON values
}

/** The same value with its keys in order. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return listOf(value).map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, part]) => [key, sorted(part)] as const)
      .toSorted(([left], [right]) => (left < right ? -1 : 1)),
  );
}
