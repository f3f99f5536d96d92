import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import type { ParsedFilter } from '../filter/ast.ts';
import { bindFilter } from '../filter/bind.ts';
import { anyFilter, not } from '../filter/filters.fixture.ts';
import { parseFilter } from '../filter/parse.ts';
import { printFilter } from '../filter/print.ts';
import { toPredicate } from '../filter/to-predicate.ts';
import { deepFreeze } from '../patch/patch.fixture.ts';
import { parseResource } from '../resource/parse-resource.ts';
import { findLookup } from '../resource/lookup.ts';
import { isStorable } from '../is-storable.ts';
import { fuzzRuns, fuzzTime } from './fuzz-runs.fixture.ts';
import { anyText, hostileText } from './hostile-json.fixture.ts';
import { mutated } from './mutated-text.fixture.ts';
import { outcomeOf } from './outcome-of.fixture.ts';
import { bodies, filterTexts, readings } from './requests.fixture.ts';
import { resourceTypes, typeNames } from './resource-types.fixture.ts';

/** Checks that a printed filter parses to the same filter. Quoting may make it longer than the limit. */
function checkPrinted(filter: ParsedFilter): void {
  const printed = printFilter(filter);
  if (printed.length > 8_192) return;
  const context = openParseContext();
  expect(parseFilter(printed, context)).toEqual(filter);
  expect([...context.departures]).toEqual([]);
}

describe('any string as a filter', () => {
  const texts = fc.oneof(
    {
      weight: 4,
      arbitrary: mutated(fc.constantFrom(...typeNames).chain((name) => filterTexts(resourceTypes[name]))),
    },
    { weight: 2, arbitrary: mutated(anyFilter.map(printFilter)) },
    { weight: 1, arbitrary: anyText },
    { weight: 1, arbitrary: hostileText },
    { weight: 1, arbitrary: mutated(hostileText) },
  );

  it('is refused, or parsed to a filter that prints to the same filter', { timeout: fuzzTime }, () => {
    fc.assert(
      fc.property(texts, readings, (text, options) => {
        const outcome = outcomeOf(() => parseFilter(text, openParseContext(options)));
        expect(outcome.kind === 'refused' ? outcome.refusal.code : 'invalidFilter').toBe('invalidFilter');
        if (outcome.kind === 'value') checkPrinted(outcome.value);
      }),
      fuzzRuns(6_000),
    );
  });
});

describe('any filter on any resource', () => {
  it.each(typeNames)(
    'is refused, or its negation gives the opposite answer: %s',
    { timeout: fuzzTime },
    (name) => {
      const type = resourceTypes[name];
      const filters = fc.oneof(filterTexts(type), mutated(filterTexts(type)));
      fc.assert(
        fc.property(filters, bodies(type), readings, (text, body, options) => {
          const context = openParseContext(options);
          const outcome = outcomeOf(() => {
            const parsed = parseFilter(text, context);
            return { parsed, bound: bindFilter(parsed, type, context) };
          });
          const admitted = outcomeOf(() => parseResource(body, type, openParseContext()));
          const stored = admitted.kind === 'value' ? admitted.value.resource : {};
          if (outcome.kind === 'refused') return;
          const { parsed, bound } = outcome.value;
          const resource = deepFreeze({ ...stored, id: 'a', meta: { lastModified: '2026-01-31T12:00:00Z' } });
          const answer = toPredicate(bound)(resource);
          expect(toPredicate(bindFilter(not(parsed), type, context))(resource)).toBe(!answer);
          // The database gets the key of an index.
          expect(Object.values(findLookup(bound, type) ?? {}).every(isStorable)).toBe(true);
        }),
        fuzzRuns(1_000),
      );
    },
  );
});
