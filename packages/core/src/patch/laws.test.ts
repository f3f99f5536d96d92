import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import { ScimError } from '../error.ts';
import { isObject, sameJson, type Json, type JsonObject } from '../json.ts';
import { narrowUser, wholeUser } from '../profile/profiles.fixture.ts';
import { parseResource } from '../resource/parse-resource.ts';
import { checkKeyLengths } from '../resource/check.ts';
import { ENTERPRISE_USER, USER } from '../schema/urn.ts';
import { deepFreeze, patch, without, type Operation } from './patch.fixture.ts';
import { fuzzRuns, fuzzTime } from '../fuzz/fuzz-runs.fixture.ts';

/** By name, so that a counterexample is readable. */
const types = { whole: wholeUser.type, narrow: narrowUser.type };
const type = fc.constantFrom('whole' as const, 'narrow' as const);
type TypeName = keyof typeof types;
const text = fc.constantFrom('a', 'B', 'Editor', '', 'True', '{"value":"x"}', 'a\0', '😀');
const kind = fc.constantFrom('work', 'Work', 'home', 'mobile', 'yacht', '');

const condition = fc.oneof(
  kind.map((value) => `type eq "${value}"`),
  fc.constantFrom(
    'primary eq "True"',
    'primary eq false',
    'value eq "a"',
    'value sw "B"',
    'display pr',
    'foo pr',
  ),
);
const filter = fc.oneof(
  condition,
  fc.tuple(condition, fc.constantFrom(' and ', ' or '), condition).map((parts) => parts.join('')),
  condition.map((inner) => `not (${inner})`),
);
const plural = fc.constantFrom('emails', 'roles', 'phoneNumbers', 'addresses', 'photos');
const part = fc.constantFrom('', '.value', '.primary', '.type', '.display', '.country', '.foo');
const path = fc.oneof(
  fc.constantFrom(
    'userName',
    'active',
    'title',
    'name',
    'name.givenName',
    'externalId',
    'id',
    'groups',
    'foo',
  ),
  fc
    .constantFrom('manager', ':manager', ':manager.value', ':department', ':organization', '')
    .map((tail) => (tail === 'manager' ? tail : ENTERPRISE_USER + tail)),
  fc.tuple(plural, part).map((parts) => parts.join('')),
  fc.tuple(plural, filter, part).map(([name, inner, sub]) => `${name}[${inner}]${sub}`),
);
const element = fc.record(
  {
    value: text,
    type: kind,
    primary: fc.oneof(fc.boolean(), fc.constant('True')),
    display: text,
    country: text,
  },
  { requiredKeys: [] },
);
const value: fc.Arbitrary<Json> = fc.oneof(
  text,
  fc.boolean(),
  fc.constant(null),
  fc.constant(5),
  element,
  fc.array(fc.oneof(element, text, fc.constant(null)), { maxLength: 3 }),
  fc.record({ givenName: text, familyName: text, manager: text, department: text }, { requiredKeys: [] }),
) as fc.Arbitrary<Json>; // JSON by construction
const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ op: fc.constantFrom('add', 'replace', 'Remove'), path, value }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('remove'), path }) },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constantFrom('Add', 'replace'), value: fc.dictionary(path, value) }),
  },
);
const operations = fc.array(operation, { minLength: 1, maxLength: 5 });

/** A stored resource: the result of operations on an empty one, each applied separately. */
const stored = (type: TypeName, history: readonly Operation[]): JsonObject =>
  deepFreeze(
    history.reduce<JsonObject>((resource, operation) => attempt(type, resource, [operation]) ?? resource, {}),
  );

function attempt(
  type: TypeName,
  resource: JsonObject,
  operations: readonly Operation[],
  options: Parameters<typeof openParseContext>[0] = {},
): JsonObject | undefined {
  try {
    return patch(types[type], resource, operations, openParseContext(options)).resource;
  } catch (error) {
    if (error instanceof ScimError) return undefined;
    throw error;
  }
}

/** As in the RFC, a removal of `active` from a disabled user leaves no `active`. */
const enabling = { off: ['absent-active-keeps-disabled'] } as const;

const histories = fc.array(operation, { maxLength: 8 });

describe('any PATCH', { timeout: fuzzTime }, () => {
  it('is refused, or yields a resource in its stored form; its input stays unchanged', () => {
    fc.assert(
      fc.property(type, histories, operations, (type, history, operations) => {
        const before = stored(type, history); // frozen: a write to it would throw
        const after = attempt(type, before, operations) ?? before;
        const context = openParseContext({
          off: ['empty-value-clears', 'boolean-as-string', 'json-in-string'],
        });
        const again = parseResource(
          { schemas: [USER, ENTERPRISE_USER], ...after },
          types[type],
          context,
        ).resource;
        expect(again).toEqual(after);
        expect([...context.ignored, ...context.departures]).toEqual([]);
        expect(() => checkKeyLengths(after, types[type])).not.toThrow();
      }),
      fuzzRuns(1000),
    );
  });

  it('that changes nothing returns the same object', () => {
    fc.assert(
      fc.property(type, histories, operations, (type, history, operations) => {
        const before = stored(type, history);
        const after = attempt(type, before, operations) ?? before;
        expect(after === before).toBe(sameJson(after, before));
      }),
      fuzzRuns(400),
    );
  });

  it('means the same in upper case', () => {
    fc.assert(
      fc.property(type, histories, operation, (type, history, operation) => {
        const before = stored(type, history);
        expect(attempt(type, before, [{ ...operation, op: operation.op.toUpperCase() }])).toEqual(
          attempt(type, before, [operation]),
        );
      }),
      fuzzRuns(200),
    );
  });
});

describe('laws', { timeout: fuzzTime }, () => {
  // A value with another type than its path moves the element, so that the path does not find it again.
  const fitting = value.filter((value) => !isObject(value) || !('type' in value || 'primary' in value));
  const settled = (type: TypeName, before: JsonObject, operation: Operation) => {
    const once = attempt(type, before, [operation]);
    return { once, twice: once && attempt(type, once, [operation]) };
  };
  const simplePath = fc.oneof(
    fc.constantFrom(
      'userName',
      'active',
      'name',
      'name.givenName',
      'manager',
      `${ENTERPRISE_USER}:department`,
    ),
    plural,
    fc
      .tuple(
        plural,
        part.filter((sub) => sub !== '.type' && sub !== '.primary'),
      )
      .chain(([name, sub]) =>
        fc
          .constantFrom('type eq "work"', 'type eq "home"', 'primary eq "True"')
          .map((inner) => `${name}[${inner}]${sub}`),
      ),
  );

  it.each(['replace', 'add', 'remove'])('%s twice has the same result as once', (op) => {
    fc.assert(
      fc.property(type, histories, simplePath, fitting, (type, history, path, value) => {
        const { once, twice } = settled(type, stored(type, history), { op, path, value });
        expect(twice).toEqual(once);
      }),
      fuzzRuns(500),
    );
  });

  it('add, then remove, of an absent value restores the resource', () => {
    fc.assert(
      fc.property(type, histories, simplePath, fitting, (type, history, path, value) => {
        const before = attempt(type, stored(type, history), [{ op: 'remove', path }], enabling) ?? {};
        const after = attempt(
          type,
          before,
          [
            { op: 'add', path, value },
            { op: 'remove', path },
          ],
          enabling,
        );
        // Only the primary mark may have moved to the added element.
        expect(after && unmarked(after)).toEqual(after && unmarked(before));
      }),
      fuzzRuns(500),
    );
  });

  it('add, then remove, of an absent attribute leaves nothing of it', () => {
    fc.assert(
      fc.property(type, histories, simplePath, fitting, (type, history, path, value) => {
        // Without `remove`, so that nothing that it might leave behind is there from the start.
        const [name = ''] = path.startsWith('urn:') ? [] : path.split(/[.[]/);
        const before = without(stored(type, history), name, ENTERPRISE_USER);
        const after = attempt(
          type,
          before,
          [
            { op: 'add', path, value },
            { op: 'remove', path },
          ],
          enabling,
        );
        expect(after ?? before).toEqual(before);
      }),
      fuzzRuns(500),
    );
  });

  it('one PATCH of two operations equals two PATCHes of one', () => {
    fc.assert(
      fc.property(type, histories, operation, operation, (type, history, first, second) => {
        const before = stored(type, history);
        const between = attempt(type, before, [first]);
        const apart = between && attempt(type, between, [second]);
        expect(attempt(type, before, [first, second])).toEqual(apart);
      }),
      fuzzRuns(500),
    );
  });

  it('no attribute ever has two primary values', () => {
    fc.assert(
      fc.property(type, histories, operations, (type, history, operations) => {
        const after = attempt(type, stored(type, history), operations) ?? {};
        for (const list of Object.values(after)) {
          expect(JSON.stringify(list).split('"primary":true').length).toBeLessThan(3);
        }
      }),
      fuzzRuns(400),
    );
  });
});

/** A resource without its primary marks. */
function unmarked(resource: JsonObject): Json {
  return JSON.parse(
    JSON.stringify(resource, (key, part: Json) => (key === 'primary' ? undefined : part)),
  ) as Json; // the JSON of a resource
}
