import { describe, expect, it } from 'vitest';
import { openContext } from '../expression/evaluated.fixture.ts';
import type { ExpressionValue } from '../expression/value.ts';
import { MappingFailure, matchingValues } from './map-object.ts';
import { mapped, mappingOf, targetAt, usersMapped } from './mapped.fixture.ts';
import type { AttributeMapping } from './mapping.ts';

const title = targetAt('title');

interface Case {
  readonly what: string;
  readonly mapping: AttributeMapping;
  readonly person?: Readonly<Record<string, ExpressionValue>>;
  readonly isNew?: boolean;
  /** Undefined: nothing flows. */
  readonly value: ExpressionValue | undefined;
}

const cases: readonly Case[] = [
  {
    what: 'takes an attribute as it is',
    mapping: mappingOf(title, 'jobTitle'),
    person: { jobTitle: 'Planner' },
    value: 'Planner',
  },
  {
    what: 'evaluates an expression',
    mapping: mappingOf(title, 'ToUpper([jobTitle])'),
    person: { jobTitle: 'Planner' },
    value: 'PLANNER',
  },
  {
    what: 'gives a constant to everybody',
    mapping: mappingOf(title, 'x', { source: { kind: 'constant', value: 'Staff' } }),
    value: 'Staff',
  },
  {
    what: 'leaves out an attribute without a value',
    mapping: mappingOf(title, 'jobTitle'),
    value: undefined,
  },
  {
    what: 'leaves out the empty text',
    mapping: mappingOf(title, 'Join(" ", [givenName], [surname])'),
    value: undefined,
  },
  {
    what: 'leaves out an empty list',
    mapping: mappingOf(title, 'proxyAddresses'),
    person: { proxyAddresses: [] },
    value: undefined,
  },
  {
    what: 'gives a new object the default value in place of none',
    mapping: mappingOf(title, 'jobTitle', { defaultValue: 'Staff' }),
    value: 'Staff',
  },
  {
    what: 'gives an object that is there no default value',
    mapping: mappingOf(title, 'jobTitle', { defaultValue: 'Staff' }),
    isNew: false,
    value: undefined,
  },
  {
    what: 'prefers a value to the default value',
    mapping: mappingOf(title, 'jobTitle', { defaultValue: 'Staff' }),
    person: { jobTitle: 'Planner' },
    value: 'Planner',
  },
  {
    what: 'gives the default value alone where the mapping has no source',
    mapping: mappingOf(title, 'x', { source: { kind: 'none' }, defaultValue: 'Staff' }),
    value: 'Staff',
  },
  {
    what: 'applies a mapping for creation to a new object',
    mapping: mappingOf(title, 'jobTitle', { flowType: 'ObjectAddOnly' }),
    person: { jobTitle: 'Planner' },
    value: 'Planner',
  },
  {
    what: 'applies a mapping for creation to no other object',
    mapping: mappingOf(title, 'jobTitle', { flowType: 'ObjectAddOnly' }),
    person: { jobTitle: 'Planner' },
    isNew: false,
    value: undefined,
  },
  {
    what: 'leaves out what IgnoreFlowIfNullOrEmpty ignores, without the default value',
    mapping: mappingOf(title, 'IgnoreFlowIfNullOrEmpty([jobTitle])', { defaultValue: 'Staff' }),
    value: undefined,
  },
];

describe('a mapping', () => {
  it.each(cases)('$what', ({ mapping, person = {}, isNew = true, value }) => {
    const found = mapped(usersMapped(mapping), person, isNew);
    expect(found.map((one) => one.value)).toEqual(value === undefined ? [] : [value]);
  });

  it('says that a value is redacted', () => {
    const mapping = usersMapped(mappingOf(title, 'Redact([jobTitle])'));
    expect(mapped(mapping, { jobTitle: 'Planner' })).toMatchObject([{ isRedacted: true }]);
  });

  it('names the attribute whose expression fails', () => {
    const mapping = usersMapped(mappingOf(title, 'CDate([jobTitle])'));
    expect(() => mapped(mapping, { jobTitle: 'Planner' })).toThrow(
      expect.objectContaining({
        constructor: MappingFailure,
        target: title,
        message: expect.stringContaining('title'),
      }),
    );
  });
});

describe('the values that an object is matched by', () => {
  const mapping = usersMapped(
    mappingOf(targetAt('userName'), 'userPrincipalName', { matching: 2 }),
    mappingOf(targetAt('externalId'), 'employeeId', { matching: 1 }),
    mappingOf(title, 'jobTitle'),
    mappingOf(targetAt('emails[type eq "work"].value'), 'ToLower([mail])', { matching: 3 }),
  );
  const matching = (person: Readonly<Record<string, ExpressionValue>>) =>
    matchingValues(mapping, new Map(Object.entries(person)), openContext()).map(({ target, value }) => [
      target.path,
      value,
    ]);

  it('are in the order of precedence', () => {
    expect(
      matching({ userPrincipalName: 'mira@x.example', employeeId: '7', mail: 'MIRA@x.example' }),
    ).toEqual([
      ['externalId', '7'],
      ['userName', 'mira@x.example'],
      ['emails[type eq "work"].value', 'mira@x.example'],
    ]);
  });

  it('leave out attributes without a value', () => {
    expect(matching({ mail: 'mira@x.example', employeeId: '' })).toEqual([
      ['emails[type eq "work"].value', 'mira@x.example'],
    ]);
  });
});
