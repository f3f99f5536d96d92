import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { describe, expect, it } from 'vitest';
import { flow } from '../../serve.fixture.ts';
import { holdsPerson, mentions, valuesOf } from './person-values.ts';

const { type } = flow.users;

it('identifiers are separated from labels', () => {
  const { identifiers, labels } = valuesOf(
    {
      userName: 'Ada@Contoso.example',
      externalId: 'x-7',
      displayName: 'Ada Lovelace',
      name: { givenName: 'Ada', familyName: 'King', formatted: 'Lady Ada' },
      emails: [{ type: 'work', value: 'ada@mail.example' }, { type: 'home' }],
      phoneNumbers: [{ value: '+44 7' }],
      title: 'Countess',
      [ENTERPRISE_USER]: { employeeNumber: '1815', department: 'Engines' },
    },
    type,
  );
  expect([...identifiers].toSorted()).toEqual(['1815', 'ada@contoso.example', 'ada@mail.example', 'x-7']);
  expect([...labels].toSorted()).toEqual(['+44 7', 'ada king', 'ada lovelace', 'lady ada']);
});

it('a value that is too short or not a string identifies no user', () => {
  const { identifiers, labels } = valuesOf({ userName: 'ad', displayName: 'A', emails: ['x'] }, type);
  expect([...identifiers, ...labels]).toEqual([]);
});

describe('a text mentions a value', () => {
  const long = `${'x'.repeat(100)}-and-so-on`;
  it.each([
    ['ada@contoso.example', 'ada@contoso.example', true],
    ['"ADA@contoso.example" is taken', 'ada@contoso.example', true],
    ['zada@contoso.example', 'ada@contoso.example', false],
    ['ada@contoso.examples and ada@contoso.example', 'ada@contoso.example', true],
    ['Adaptor', 'ada', false],
    ['Ада Лавлейс', 'ада', true],
    [`it said ${long.slice(0, 105)}`, long, true],
    ['', 'ada', false],
  ])('%s, %s: %s', (text, value, is) => {
    expect(mentions(text, new Set([value]))).toBe(is);
  });
});

describe('the stored data of another user', () => {
  const ada = {
    ids: new Set(['u1']),
    values: { identifiers: new Set(['ada@contoso.example']), labels: new Set(['ada king']) },
  };
  it.each([
    ['has a reference with a name', { manager: { value: 'u1', displayName: 'Ada' } }, true],
    ['has a reference alone', { manager: { value: 'u1', $ref: '../Users/u1' } }, false],
    ['has members by id', { members: ['u1'] }, false],
    ['has a member with a name', { members: [{ value: 'u1', display: 'Ada' }] }, true],
    ['has an identifier somewhere', { notes: ['ask Ada@contoso.example', 1, null] }, true],
    ['has the same name', { displayName: 'Ada King' }, false],
  ])('%s: %s, %s', (_, stored, holds) => {
    expect(holdsPerson(stored, ada)).toBe(holds);
  });
});
