import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import type { Json } from '../json.ts';
import { deepFreeze } from '../patch/patch.fixture.ts';
import { parseResource } from '../resource/parse-resource.ts';
import { checkResourceShape } from './check-resource-shape.fixture.ts';
import { fuzzRuns, fuzzTime } from './fuzz-runs.fixture.ts';
import { hostileJson } from './hostile-json.fixture.ts';
import { outcomeOf } from './outcome-of.fixture.ts';
import { bodies, readings } from './requests.fixture.ts';
import { resourceTypes, typeNames } from './resource-types.fixture.ts';

describe('any body of a POST or PUT is refused, or parsed to a resource in its stored form', () => {
  it.each(typeNames)('for %s', { timeout: fuzzTime }, (name) => {
    const type = resourceTypes[name];
    fc.assert(
      fc.property(bodies(type), readings, (body, options) => {
        const context = openParseContext(options);
        // The body is frozen, so that a write to it throws.
        const outcome = outcomeOf(() => parseResource(deepFreeze(body), type, context));
        expect([...context.ignored].every((path) => path.length <= 200)).toBe(true);
        if (outcome.kind === 'refused') return;
        checkResourceShape(outcome.value.resource, type);
        checkMembers(outcome.value.members ?? []);
      }),
      fuzzRuns(1_000),
    );
  });

  it('any JSON', { timeout: fuzzTime }, () => {
    const json = hostileJson(fc.constantFrom('schemas', 'userName', 'emails'));
    fc.assert(
      fc.property(fc.constantFrom(...typeNames), json, readings, (name, body, options) => {
        outcomeOf(() => parseResource(deepFreeze(body), resourceTypes[name], openParseContext(options)));
      }),
      fuzzRuns(1_000),
    );
  });
});

/** Checks that members are storable ids, each once. */
function checkMembers(members: readonly { readonly value: Json }[]): void {
  const ids = members.map(({ value }) => value);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[^\0]{1,256}$/u);
}
