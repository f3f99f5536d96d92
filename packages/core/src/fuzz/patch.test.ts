import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import { isStorable } from '../is-storable.ts';
import { sameJson, type Json, type JsonObject } from '../json.ts';
import { applyPatch } from '../patch/apply.ts';
import { bindPatch } from '../patch/bind.ts';
import { decodePatch } from '../patch/decode.ts';
import { deepFreeze } from '../patch/patch.fixture.ts';
import { parseResource } from '../resource/parse-resource.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { checkResourceShape } from './check-resource-shape.fixture.ts';
import { fuzzRuns, fuzzTime } from './fuzz-runs.fixture.ts';
import { hostileJson } from './hostile-json.fixture.ts';
import { outcomeOf, type Outcome } from './outcome-of.fixture.ts';
import { bodies, operations, patchBody, readings, type ReadingOptions } from './requests.fixture.ts';
import { resourceTypes, typeNames } from './resource-types.fixture.ts';

function patched(type: ResourceType, resource: JsonObject, body: Json, options: ReadingOptions) {
  const context = openParseContext(options);
  return outcomeOf(() =>
    applyPatch(resource, bindPatch(decodePatch(body, context), type, context), type, context),
  );
}

const valueOf = <T>(outcome: Outcome<T>): T | undefined =>
  outcome.kind === 'value' ? outcome.value : undefined;

describe('any PATCH is refused, or leaves a resource in its stored form', () => {
  it.each(typeNames)('for %s', { timeout: fuzzTime }, (name) => {
    const type = resourceTypes[name];
    const operation = operations(type);
    const list = fc.array(operation, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(bodies(type), list, list, readings, (body, history, sent, options) => {
        // The stored resource came from a body and from operations, each applied separately.
        const parsed =
          valueOf(outcomeOf(() => parseResource(body, type, openParseContext(options))))?.resource ?? {};
        const before = history.reduce<JsonObject>(
          (resource, each) =>
            valueOf(patched(type, resource, patchBody([each]), options))?.resource ?? resource,
          parsed,
        );
        const outcome = patched(type, deepFreeze(before), deepFreeze(patchBody(sent)), options);
        if (outcome.kind === 'refused') return;
        const { resource, members } = outcome.value;
        checkResourceShape(resource, type);
        expect(resource === before).toBe(sameJson(resource, before));
        const ids = [...members.add, ...members.remove];
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.every((id) => id !== '' && id.length <= 256 && isStorable(id))).toBe(true);
      }),
      fuzzRuns(500),
    );
  });

  it('any JSON', { timeout: fuzzTime }, () => {
    const json = hostileJson(fc.constantFrom('schemas', 'Operations', 'op', 'path', 'value'));
    const envelope = fc.oneof(json, fc.array(json, { maxLength: 3 }).map(patchBody));
    fc.assert(
      fc.property(fc.constantFrom(...typeNames), envelope, readings, (name, body, options) => {
        patched(resourceTypes[name], {}, deepFreeze(body), options);
      }),
      fuzzRuns(1_000),
    );
  });
});
