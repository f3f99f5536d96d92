import { openParseContext, ScimError, type JsonObject } from '@scimwright/core';
import { bindFilter, toPredicate, type ParsedFilter } from '@scimwright/core/filter';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectShare, oracleRuns, oracleTime, type Compared } from '../oracle-runs.fixture.ts';
import { userType } from '../user-type.fixture.ts';
import { factsOf } from './filter-facts.fixture.ts';
import { filterLibraries, type Read } from './filter-libraries.fixture.ts';
import type { FilterAsk, FilterLibrary, FilterVerdict } from './filter-row.fixture.ts';
import { filterRows } from './filter-rows.fixture.ts';
import { spell, user, userFilter } from './filters.fixture.ts';
import { mutated } from './mutated.fixture.ts';
import { readStrictly } from './read-strictly.fixture.ts';
import { textFactsOf } from './text-facts.fixture.ts';

/** The messages with which libraries refuse; any other error is a fault. */
const REFUSAL =
  /unexpected (?:token|EOT)|Failed to parse|is not json|Missing closing|to not be empty|INVARIANT/i;

function ask(read: Read, { filter, user }: FilterAsk): FilterVerdict {
  try {
    const holds = read(filter);
    return user === undefined ? 'read' : holds(structuredClone(user));
  } catch (error) {
    const isRefusal = error instanceof ScimError || (error instanceof Error && REFUSAL.test(error.message));
    return isRefusal ? 'refused' : 'a fault';
  }
}

const bySelf: Read = (text) => {
  const filter = readStrictly(text);
  // Binds only for a user: whether a text is a filter does not depend on a schema.
  return (user) => toPredicate(bindFilter(filter, userType, openParseContext()))(user);
};

/** All features of a filter: of its text, and of the values that it meets. */
const allFacts = (text: string, filter?: ParsedFilter, user?: JsonObject): readonly string[] => [
  ...textFactsOf(text),
  ...(filter === undefined || user === undefined ? [] : factsOf(filter, user)),
];

describe('a row about filters is true of the library and of us', () => {
  it.each(filterRows)('$library: $about', ({ library, about, ask: asked, theirs, ours }) => {
    expect({ theirs: ask(filterLibraries[library], asked), ours: ask(bySelf, asked) }).toEqual({
      theirs,
      ours,
    });
    expect(theirs).not.toEqual(ours);
    const filter = asked.user && readStrictly(asked.filter);
    expect(allFacts(asked.filter, filter, asked.user)).toContain(about);
  });

  it('occurs once', () => {
    const names = filterRows.map(({ library, about }) => `${library}: ${about}`);
    expect(new Set(names).size).toBe(names.length);
  });
});

/** The minimum share that must be compared: of filters with users, and of texts. */
const least: Readonly<Record<FilterLibrary, { readonly meaning: number; readonly text: number }>> = {
  scimmy: { meaning: 0.47, text: 0.32 },
  'scim2-parse-filter': { meaning: 0.72, text: 0.84 },
  'scim-query-filter-parser': { meaning: 0.64, text: 0.48 },
};

describe.each(Object.keys(least) as FilterLibrary[])('%s', (library) => {
  const known = new Set<string>(
    filterRows.filter((row) => row.library === library).map(({ about }) => about),
  );
  const theirs = filterLibraries[library];

  it('agrees on which users match a filter, except as the rows say', { timeout: oracleTime }, () => {
    const compared: Compared = { asked: 0, held: 0 };
    fc.assert(
      fc.property(userFilter, fc.boolean(), user, (filter, isBracketed, user) => {
        const text = spell(filter, isBracketed);
        const facts = allFacts(text, filter, user);
        compared.asked += 1;
        if (facts.some((fact) => known.has(fact))) return;
        compared.held += 1;
        const asked = { filter: text, user };
        expect({ ...asked, facts, holds: ask(theirs, asked) }).toEqual({
          ...asked,
          facts,
          holds: ask(bySelf, asked),
        });
      }),
      oracleRuns(600),
    );
    expectShare(`${library}, filters on users`, compared, least[library].meaning);
  });

  it('agrees on which texts are filters, except as the rows say', { timeout: oracleTime }, () => {
    const valid = fc
      .tuple(userFilter, fc.boolean())
      .map(([filter, isBracketed]) => spell(filter, isBracketed));
    const compared: Compared = { asked: 0, held: 0 };
    fc.assert(
      fc.property(fc.oneof(valid, mutated(valid)), (filter) => {
        const facts = allFacts(filter);
        compared.asked += 1;
        if (facts.some((fact) => known.has(fact))) return;
        compared.held += 1;
        const isRead = (read: Read): boolean => ask(read, { filter }) === 'read';
        expect({ filter, facts, isRead: isRead(theirs) }).toEqual({ filter, facts, isRead: isRead(bySelf) });
      }),
      oracleRuns(600),
    );
    expectShare(`${library}, texts`, compared, least[library].text);
  });
});
