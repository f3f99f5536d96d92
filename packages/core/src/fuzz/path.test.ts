import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import { parseValuePath, type ValuePath } from '../filter/parse-value-path.ts';
import { printFilter } from '../filter/print.ts';
import { bindExtension, bindPath } from '../path/bind.ts';
import { parseAttributePath } from '../path/parse.ts';
import { printAttributePath } from '../path/print.ts';
import { isStorable } from '../is-storable.ts';
import { parseProjection } from '../resource/project.ts';
import { fuzzRuns, fuzzTime } from './fuzz-runs.fixture.ts';
import { anyText, hostileText } from './hostile-json.fixture.ts';
import { mutated } from './mutated-text.fixture.ts';
import { outcomeOf } from './outcome-of.fixture.ts';
import { pathTexts, readings } from './requests.fixture.ts';
import { resourceTypes, typeNames } from './resource-types.fixture.ts';

const types = fc.constantFrom(...typeNames);
const texts = fc.oneof(
  { weight: 4, arbitrary: mutated(types.chain((name) => pathTexts(resourceTypes[name]))) },
  { weight: 1, arbitrary: anyText },
  { weight: 1, arbitrary: hostileText },
);

function printed({ attribute, where, sub }: ValuePath): string {
  const filter = where === undefined ? '' : `[${printFilter(where)}]`;
  return `${printAttributePath(attribute)}${filter}${sub === undefined ? '' : `.${sub}`}`;
}

describe('any string as a path', () => {
  it('is not an attribute path, or prints to the same path', { timeout: fuzzTime }, () => {
    fc.assert(
      fc.property(types, texts, (name, text) => {
        const path = parseAttributePath(text);
        if (path === undefined) return;
        expect(printAttributePath(path)).toBe(text);
        expect(isStorable(text)).toBe(true);
        const type = resourceTypes[name];
        outcomeOf(() => [bindPath(path, type, openParseContext()), bindExtension(path, type)]);
      }),
      fuzzRuns(4_000),
    );
  });

  it('the path of an operation is refused, or prints to the same path', { timeout: fuzzTime }, () => {
    fc.assert(
      fc.property(texts, readings, (text, options) => {
        const outcome = outcomeOf(() => parseValuePath(text, openParseContext(options)));
        expect(outcome.kind === 'refused' ? outcome.refusal.code : 'invalidPath').toMatch(
          /^invalid(Path|Filter)$/,
        );
        if (outcome.kind === 'refused') return;
        const again = printed(outcome.value);
        // Quoting may make a path longer than the limit.
        const read = again.length <= 1_000 ? parseValuePath(again, openParseContext()) : outcome.value;
        expect(read).toEqual(outcome.value);
      }),
      fuzzRuns(4_000),
    );
  });

  it('in a list gives a projection, never a refusal', { timeout: fuzzTime }, () => {
    fc.assert(
      fc.property(types, fc.array(texts, { maxLength: 5 }), (name, list) => {
        const type = resourceTypes[name];
        const outcome = outcomeOf(() =>
          parseProjection({ attributes: list.join(',') }, type, openParseContext()),
        );
        expect(outcome.kind).toBe('value');
      }),
      fuzzRuns(2_000),
    );
  });
});
