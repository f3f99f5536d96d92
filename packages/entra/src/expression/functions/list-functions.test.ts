import { expect, it } from 'vitest';
import { errorOf, evaluated, openContext, type Person } from '../evaluated.fixture.ts';
import type { AppRole, ExpressionValue } from '../value.ts';

const roles: readonly AppRole[] = [
  { id: '1', value: 'auditor', displayName: 'Auditor' },
  { id: '2', value: null, displayName: 'Guest' },
];
const person: Person = {
  skills: 'crane;forklift',
  mails: ['a@x', 'b@x', 'A@x'],
  one: ['a@x'],
  roles: { kind: 'appRoles', roles, assertive: false },
};

it.each<{ text: string; gives: ExpressionValue; why: string }>([
  { text: 'Split([skills], ";")', gives: ['crane', 'forklift'], why: 'parts of a text' },
  { text: 'Split("a, b", ",")', gives: ['a', 'b'], why: 'without blanks around them' },
  { text: 'Split("ab", "")', gives: ['ab'], why: 'whole without a delimiter' },
  { text: 'Split([none], ";")', gives: null, why: 'no value has no parts' },
  { text: 'Count([mails])', gives: '3', why: 'values are counted' },
  { text: 'Count([skills])', gives: '1', why: 'a single value is one' },
  { text: 'Count([none])', gives: '0', why: 'no value is none' },
  { text: 'Item([mails], 2)', gives: 'b@x', why: 'positions count from 1' },
  { text: 'Item([mails], 4)', gives: null, why: 'none behind the last' },
  { text: 'Item([mails], 0)', gives: null, why: 'none before the first' },
  { text: 'Item(Split([skills], ";"), 1)', gives: 'crane', why: 'of a result' },
  { text: 'RemoveDuplicates([mails])', gives: ['a@x', 'b@x'], why: 'the first of several stays' },
  { text: 'ToUpper([one])', gives: 'A@X', why: 'a list with one value passes for it' },
  { text: 'SingleAppRoleAssignment([roles])', gives: 'auditor', why: 'one role' },
  { text: 'SingleAppRoleAssignment([none])', gives: null, why: 'no role' },
  { text: 'AppRoleAssignments([roles])', gives: ['auditor', 'Guest'], why: 'the names of all roles' },
  {
    text: 'AppRoleAssignmentsComplex([roles])',
    gives: { kind: 'appRoles', roles, assertive: false },
    why: 'roles that are added',
  },
  {
    text: 'AssertiveAppRoleAssignmentsComplex([roles])',
    gives: { kind: 'appRoles', roles, assertive: true },
    why: 'roles that replace others',
  },
])('$why: $text', ({ text, gives }) => {
  expect(evaluated(text, person)).toEqual(gives);
});

it('SelectUniqueValue takes the first text that the target does not have', () => {
  const rules = 'SelectUniqueValue([one], "b@x", "c@x")';
  const context = openContext({ isTaken: (value) => value < 'c' });
  expect(evaluated(rules, person, context)).toBe('c@x');
  expect(errorOf(() => evaluated(rules, person, openContext({ isTaken: () => true })))).toMatchObject({
    code: 'value',
    offset: 0,
  });
});

it.each([
  { text: 'SingleAppRoleAssignment([skills])', at: 24 },
  { text: 'Count([roles])', at: 6 },
])('$text needs another attribute', ({ text, at }) => {
  expect(errorOf(() => evaluated(text, person))).toMatchObject({ code: 'value', offset: at });
});
