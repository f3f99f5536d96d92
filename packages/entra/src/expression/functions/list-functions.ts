import type { ExpressionFunction, Given } from '../expression-function.ts';
import type { AppRole, ExpressionValue } from '../value.ts';
import { lowerCase } from './text-case.ts';

/** The functions for attributes with several values, and for app roles. */
export const listFunctions: readonly ExpressionFunction[] = [
  {
    name: 'Split',
    parameters: [
      { name: 'source', kind: 'text' },
      { name: 'delimiter', kind: 'text' },
    ],
    result: 'list',
    says: 'The parts of the text between the delimiters, without the blanks around each.',
    evaluate: (given) => {
      const text = given.text(0);
      const delimiter = given.text(1) ?? '';
      if (text === null) return null;
      return (delimiter === '' ? [text] : text.split(delimiter)).map((part) => part.trim());
    },
  },
  {
    name: 'Count',
    parameters: [{ name: 'attribute', kind: 'list' }],
    result: 'integer',
    says: 'How many values the attribute has.',
    evaluate: (given) => String(given.list(0).length),
  },
  {
    name: 'Item',
    parameters: [
      { name: 'attribute', kind: 'list' },
      { name: 'index', kind: 'integer' },
    ],
    result: 'text',
    says: 'The value at a position that counts from 1, or none.',
    evaluate: (given) => {
      const index = given.integer(1) ?? given.fail(1, { expected: 'an integer', found: 'no value' });
      return given.list(0)[Number(index) - 1] ?? null;
    },
  },
  {
    name: 'RemoveDuplicates',
    parameters: [{ name: 'attribute', kind: 'list' }],
    result: 'list',
    says: 'The values without those that came before, in any letter case.',
    evaluate: (given) => {
      const values = new Map<string, string>();
      for (const text of given.list(0)) {
        const key = lowerCase(text);
        if (!values.has(key)) values.set(key, text);
      }
      return [...values.values()];
    },
  },
  {
    name: 'SelectUniqueValue',
    parameters: [{ name: 'rule', kind: 'text', isRepeated: true }],
    result: 'text',
    says: 'The first of the texts that the target does not have yet.',
    isOutermost: true,
    evaluate: (given) => {
      for (let nth = 0; nth < given.count; nth += 1) {
        const text = given.text(nth);
        if (text !== null && !given.context.isTaken(text)) return text;
      }
      return given.fail(-1, { expected: 'a text that the target does not have yet', found: 'none' });
    },
  },
  {
    name: 'SingleAppRoleAssignment',
    parameters: [{ name: 'appRoleAssignments', kind: 'appRoles' }],
    result: 'text',
    says: 'The name of the app role of the user; of one of them if there are several.',
    evaluate: (given) => rolesAt(given).map(roleName)[0] ?? null,
  },
  {
    name: 'AppRoleAssignments',
    parameters: [{ name: 'appRoleAssignments', kind: 'appRoles' }],
    result: 'list',
    says: 'The names of the app roles of the user.',
    evaluate: (given) => rolesAt(given).map(roleName),
  },
  {
    name: 'AppRoleAssignmentsComplex',
    parameters: [{ name: 'appRoleAssignments', kind: 'appRoles' }],
    result: 'appRoles',
    says: 'The app roles of the user, which are added to those of the target.',
    evaluate: (given) => appRoles(rolesAt(given), false),
  },
  {
    name: 'AssertiveAppRoleAssignmentsComplex',
    parameters: [{ name: 'appRoleAssignments', kind: 'appRoles' }],
    result: 'appRoles',
    says: 'The app roles of the user, which replace those of the target.',
    evaluate: (given) => appRoles(rolesAt(given), true),
  },
];

function appRoles(roles: readonly AppRole[], assertive: boolean): ExpressionValue {
  return { kind: 'appRoles', roles, assertive };
}

/** The value, which the application knows; a role without one has only its name. */
function roleName({ value, displayName }: AppRole): string {
  return value ?? displayName;
}

function rolesAt(given: Given): readonly AppRole[] {
  const value = given.value(0);
  if (value === null) return [];
  if (typeof value === 'string' || !('kind' in value)) {
    return given.fail(0, { expected: '[appRoleAssignments]', found: 'an attribute without app roles' });
  }
  return value.roles;
}
