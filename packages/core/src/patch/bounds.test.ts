import { describe, expect, it } from 'vitest';
import { hostileNames, nested, objectOf } from '../fuzz/hostile-json.fixture.ts';
import { outcomeOf } from '../fuzz/outcome-of.fixture.ts';
import { resourceTypes } from '../fuzz/resource-types.fixture.ts';
import type { Json, JsonObject } from '../json.ts';
import { PATCH_OP } from '../message/urn.ts';
import { group, wholeUser } from '../profile/profiles.fixture.ts';
import { openParseContext } from '../dialect/parse-context.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { decodePatch } from './decode.ts';
import { deepFreeze, patch, type Operation } from './patch.fixture.ts';

const list = <T>(length: number, make: (at: number) => T): T[] => Array.from({ length }, (_, at) => make(at));
const emails = (length: number, from = 0): Json[] =>
  list(length, (at) => ({ value: `u${from + at}@x.example` }));
/** One of the spellings of a name that differ in letter case. */
const inCase = (name: string, which: number): string =>
  name.replace(/./g, (letter, at: number) =>
    (which >> at) & 1 ? letter.toUpperCase() : letter.toLowerCase(),
  );
const refusal = (
  operations: readonly Operation[],
  resource: JsonObject = {},
  type: ResourceType = wholeUser.type,
) => refusalOf(() => patch(type, resource, operations));

describe('a PATCH has at most 1,000 operations', () => {
  const simple = (at: number): Operation => ({ op: 'replace', path: 'title', value: `${at}` });

  it('1,000 are accepted, one more is not, and 100,000 are refused by their number', () => {
    expect(patch(wholeUser.type, {}, list(1_000, simple)).resource).toEqual({ title: '999' });
    for (const length of [1_001, 100_000]) {
      const { code, message } = refusal(list(length, simple));
      expect(code).toBe('payloadTooLarge');
      expect(message).toContain('at most 1000 operations');
      expect(message).toContain('send them in several requests');
    }
  });

  it.each<{ what: string; operation: (length: number) => Operation }>([
    {
      what: 'attributes of a value without a path',
      operation: (length) => ({ op: 'add', value: Object.fromEntries(list(length, (at) => [`a${at}`, 1])) }),
    },
    {
      what: 'paths of a flat map',
      operation: (length) => ({
        op: 'add',
        value: Object.fromEntries(
          list(length, (at) => [`emails[type eq "work" and display eq "${at}"].value`, 'a']),
        ),
      }),
    },
    {
      what: 'attributes of an extension',
      operation: (length) => ({
        op: 'add',
        path: ENTERPRISE_USER,
        value: Object.fromEntries(list(length, (at) => [inCase('employeeNumber', at), 'x'])),
      }),
    },
  ])('$what count as operations', ({ operation }) => {
    expect(refusal([operation(1_001)]).code).toBe('payloadTooLarge');
    expect(refusal([operation(400), operation(400), operation(400)]).code).toBe('payloadTooLarge');
  });

  it('half a million numbers in schemas are reported as one mistake', () => {
    const body = { schemas: list(500_000, Number), Operations: [] };
    expect(refusalOf(() => decodePatch(body, openParseContext())).message).toBe(
      `schemas must list ${PATCH_OP}.`,
    );
  });
});

describe('an attribute has at most 1,000 values', () => {
  it('in one operation', () => {
    expect(
      patch(wholeUser.type, {}, [{ op: 'add', path: 'emails', value: emails(1_000) }]).resource,
    ).toBeDefined();
    expect(refusal([{ op: 'add', path: 'emails', value: emails(1_001) }]).message).toBe(
      'emails has more than 1000 values: send fewer.',
    );
  });

  it('in any number of operations and requests', () => {
    const half = (from: number): Operation => ({ op: 'add', path: 'emails', value: emails(600, from) });
    const { resource } = patch(wholeUser.type, {}, [half(0)]);
    expect(refusal([half(600)], resource)).toMatchObject({ code: 'invalidValue', path: 'emails' });
    expect(refusal([half(0), half(600)])).toMatchObject({ code: 'invalidValue', path: 'emails' });
  });

  it('and one that exceeds the limit may change if it does not grow', () => {
    const before = { active: true, emails: emails(1_200) };
    expect(
      patch(wholeUser.type, before, [{ op: 'replace', path: 'active', value: false }]).resource['active'],
    ).toBe(false);
    const fewer = patch(wholeUser.type, before, [{ op: 'remove', path: 'emails[value eq "u7@x.example"]' }]);
    expect(fewer.resource['emails']).toHaveLength(1_199);
  });
});

describe('a resource has at most 65,536 characters', () => {
  const long = 'x'.repeat(32_768);

  it('however few operations copy a long string to many values', () => {
    const before = { emails: emails(100) };
    const { code, message } = refusal([{ op: 'replace', path: 'emails.display', value: long }], before);
    expect(code).toBe('invalidValue');
    expect(message).toBe('emails has more than 65536 characters in total: map fewer or shorter values.');
  });

  it('in any number of attributes', () => {
    const names = ['title', 'nickName'];
    const operations = names.map((path) => ({ op: 'add', path, value: long }));
    expect(refusal(operations).message).toBe(
      'The user has more than 65536 characters in total: map fewer or shorter values.',
    );
    expect(patch(wholeUser.type, {}, operations.slice(1)).resource).toBeDefined();
  });

  it('and one that exceeds the limit may change if it does not grow', () => {
    const before = { active: true, emails: list(100, (at) => ({ value: `${at}`, display: long })) };
    expect(patch(wholeUser.type, before, [{ op: 'replace', path: 'active', value: '' }]).resource).toEqual({
      emails: before.emails,
    });
  });
});

describe('the comparisons of a PATCH are limited', () => {
  it.each<{ what: string; operations: readonly Operation[] }>([
    {
      what: 'long filters over many values',
      operations: list(1_000, () => ({
        op: 'replace',
        path: `emails[${list(50, () => 'value eq "a"').join(' or ')} or type pr].display`,
        value: 'x',
      })),
    },
    {
      what: 'a long list of labels to remove from many values',
      operations: [{ op: 'remove', path: 'emails', value: list(20_000, (at) => ({ display: `${at}` })) }],
    },
  ])('$what', ({ operations }) => {
    const before = { emails: list(1_000, (at) => ({ value: `u${at}@x.example`, type: 'other' })) };
    const { code, message } = refusal(operations, before);
    expect(code).toBe('payloadTooLarge');
    expect(message).toContain('send them in several requests');
  });

  it('and 500 removals of single values from 1,000 are within the limit', () => {
    const before = { roles: list(1_000, (at) => ({ value: `role ${at}` })) };
    const operations = list(500, (at) => ({ op: 'Remove', path: `roles[value eq "role ${at}"]` }));
    expect(patch(wholeUser.type, before, operations).resource['roles']).toHaveLength(500);
  });

  it('80,000 values to remove are found by look-up, without comparisons', () => {
    const before = { emails: emails(1_000) };
    const value = [...list(80_000, (at) => `nobody ${at}`), { value: 'u0@x.example' }, 'u1@x.example'];
    const { resource } = patch(wholeUser.type, before, [{ op: 'remove', path: 'emails', value }]);
    expect(resource['emails']).toEqual(emails(998, 2));
  });
});

describe('a PATCH names at most 20,000 members', () => {
  const add = (from: number, length: number): Operation => ({
    op: 'add',
    path: 'members',
    value: list(length, (at) => ({ value: `${from + at}` })),
  });

  it('in one operation or in many', () => {
    expect(patch(group.type, {}, [add(0, 10_000), add(10_000, 10_000)]).members.add).toHaveLength(20_000);
    expect(refusal([add(0, 10_000), add(10_000, 10_001)], {}, group.type).message).toBe(
      'members has more than 20000 values: send them in several requests.',
    );
  });

  it.each([
    { id: String.raw`\u0000`, why: 'NUL' },
    { id: String.raw`\ud800`, why: 'a lone surrogate' },
    { id: 'x'.repeat(257), why: 'too long' },
    { id: '', why: 'an empty id' },
  ])('a filter must name an id of a member: $why', ({ id }) => {
    const { status } = refusal([{ op: 'add', path: `members[value eq "${id}"]`, value: [] }], {}, group.type);
    expect(status).toBe(400);
  });
});

describe('deeply nested values are refused or left out like flat ones', () => {
  const paths = ['title', 'emails', 'name', 'emails[type eq "work"].value', `${ENTERPRISE_USER}:manager`];
  const before = { title: 'a', emails: [{ type: 'work', value: 'a' }] };

  it.each<{ what: string; value: Json }>([
    { what: 'arrays', value: nested(50_000) },
    { what: 'objects', value: nested(50_000, 'value') },
    { what: 'prototypes', value: nested(50_000, '__proto__') },
  ])('$what', ({ value }) => {
    for (const op of ['add', 'replace', 'remove']) {
      for (const path of paths) {
        outcomeOf(() => patch(wholeUser.type, before, [{ op, path, value }]));
        outcomeOf(() => patch(wholeUser.type, before, [{ op, path, value: [value] }]));
      }
    }
    expect(refusal([{ op: 'add', path: 'title', value }]).message).toBe('title must be a string.');
  });
});

describe('an attribute may have a name that every object inherits', () => {
  const type = resourceTypes.custom;
  const urn = 'urn:example:scim:schemas:extension:Every:2.0:Kind';

  it.each<{ why: string; operation: Operation; is: JsonObject }>([
    {
      why: 'a complex value whose sub-attributes are all unassigned',
      operation: { op: 'add', path: `${urn}:toString`, value: { valueOf: null, constructor: '' } },
      is: {},
    },
    {
      why: 'a sub-attribute of an absent attribute',
      operation: { op: 'add', path: `${urn}:toString.valueOf`, value: 'x' },
      is: { [urn]: { toString: { valueOf: 'x' } } },
    },
    {
      why: 'its removal',
      operation: { op: 'remove', path: `${urn}:constructor` },
      is: {},
    },
    {
      why: 'its value',
      operation: { op: 'replace', path: `${urn}:CONSTRUCTOR`, value: 'x' },
      is: { [urn]: { constructor: 'x' } },
    },
  ])('$why', ({ operation, is }) => {
    expect(patch(type, {}, [operation]).resource).toEqual(is);
  });
});

describe('names that every object inherits are ordinary names', () => {
  it.each(hostileNames)('%s', (name) => {
    const before = deepFreeze({ title: 'a', name: { givenName: 'Ada' } });
    const value = objectOf([[name, objectOf([[name, 'polluted']])]]);
    const paths = [
      name,
      `name.${name}`,
      `${name}.${name}`,
      `emails[${name} eq "x"].value`,
      `${ENTERPRISE_USER}:${name}`,
    ];
    const operations: Operation[] = ['add', 'replace'].flatMap((op) => [
      { op, value },
      { op, path: 'name', value },
      ...paths.map((path) => ({ op, path, value })),
    ]);
    for (const operation of [...operations, ...paths.map((path) => ({ op: 'remove', path }))]) {
      const outcome = outcomeOf(() => patch(wholeUser.type, before, [operation]).resource);
      expect(outcome.kind === 'value' ? outcome.value : before).toBe(before);
    }
  });
});
