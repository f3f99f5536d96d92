import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../json.ts';
import { narrowUser, wholeUser } from '../profile/profiles.fixture.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { deepFreeze, patch, type Operation } from './patch.fixture.ts';

const work = { type: 'work', value: 'a@work', primary: true };
const home = { type: 'home', value: 'a@home' };
const second = { type: 'home', value: 'b@home', display: 'B' };
const before = deepFreeze({ userName: 'ada', emails: [work, home, second] });

const emailsAfter = (operation: Operation, resource: JsonObject = before): Json | undefined =>
  patch(wholeUser.type, resource, [operation]).resource['emails'];

describe('a value filter that matches', () => {
  it.each<{ why: string; operation: Operation; are: Json[] | undefined }>([
    {
      why: 'replace of a sub-attribute changes only that sub-attribute',
      operation: { op: 'replace', path: 'emails[type eq "work"].value', value: 'n@work' },
      are: [{ ...work, value: 'n@work' }, home, second],
    },
    {
      why: 'in all matches (7644-3.5.2.3-03)',
      operation: { op: 'replace', path: 'emails[type eq "home"].display', value: 'H' },
      are: [work, { ...home, display: 'H' }, { ...second, display: 'H' }],
    },
    {
      why: 'elements that become equal are kept once',
      operation: { op: 'replace', path: 'emails[type eq "home"]', value: { value: 'n@home' } },
      are: [work, { type: 'home', value: 'n@home' }],
    },
    {
      why: 'an element that becomes equal to another is dropped',
      operation: { op: 'replace', path: 'emails[display pr]', value: home },
      are: [work, home],
    },
    {
      why: 'add of a sub-attribute does the same',
      operation: { op: 'Add', path: 'emails[type eq "work"].display', value: 'W' },
      are: [{ ...work, display: 'W' }, home, second],
    },
    {
      why: 'in any letter case of type and name',
      operation: { op: 'replace', path: 'EMAILS[TYPE eq "WORK"].VALUE', value: 'n@work' },
      are: [{ ...work, value: 'n@work' }, home, second],
    },
    {
      why: 'by primary, quoted or not',
      operation: { op: 'replace', path: 'emails[primary eq "True"].value', value: 'n@work' },
      are: [{ ...work, value: 'n@work' }, home, second],
    },
    {
      why: 'elements that are not primary, or do not say (AMB-19)',
      operation: { op: 'remove', path: 'emails[primary eq false]' },
      are: [work],
    },
    {
      why: 'by more than one condition of the same element',
      operation: { op: 'remove', path: 'emails[type eq "home" and value sw "b"]' },
      are: [work, home],
    },
    {
      why: 'by any filter',
      operation: { op: 'remove', path: 'emails[not (type eq "home") or display pr]' },
      are: [home],
    },
    {
      why: 'replace of an element keeps only the values of the filter',
      operation: { op: 'replace', path: 'emails[type eq "work"]', value: { value: 'n@work' } },
      are: [{ type: 'work', value: 'n@work' }, home, second],
    },
    {
      why: 'replace of an element found by a filter without eq keeps nothing of it',
      operation: { op: 'replace', path: 'emails[display pr]', value: { value: 'n' } },
      are: [work, home, { value: 'n' }],
    },
    {
      why: 'replace by a value without a known attribute changes nothing',
      operation: { op: 'replace', path: 'emails[display pr]', value: { foo: 'x' } },
      are: [work, home, second],
    },
    {
      why: 'add to an element merges',
      operation: { op: 'add', path: 'emails[type eq "work"]', value: { display: 'W' } },
      are: [{ ...work, display: 'W' }, home, second],
    },
    {
      why: 'remove deletes the element',
      operation: { op: 'remove', path: 'emails[type eq "work"]' },
      are: [home, second],
    },
    {
      why: 'remove of a sub-attribute unassigns only that (7644-3.5.2.2-04)',
      operation: { op: 'remove', path: 'emails[value eq "b@home"].display' },
      are: [work, home, { type: 'home', value: 'b@home' }],
    },
    {
      why: 'remove of all elements unassigns the attribute (7644-3.5.2.2-03)',
      operation: { op: 'remove', path: 'emails[value pr]' },
      are: undefined,
    },
    {
      why: '"" removes an element of which only labels remain',
      operation: { op: 'replace', path: 'emails[type eq "work"].value', value: '' },
      are: [home, second],
    },
    {
      why: 'so does null',
      operation: { op: 'replace', path: 'emails[type eq "work"].value', value: null },
      are: [home, second],
    },
    {
      why: 'so does remove',
      operation: { op: 'remove', path: 'emails[type eq "work"].value' },
      are: [home, second],
    },
    {
      why: 'but not an element with other values',
      operation: { op: 'replace', path: 'emails[value eq "b@home"].value', value: '' },
      are: [work, home, { type: 'home', display: 'B' }],
    },
    {
      why: '"" for an element removes it',
      operation: { op: 'replace', path: 'emails[type eq "work"]', value: '' },
      are: [home, second],
    },
    {
      why: 'null for an element too',
      operation: { op: 'add', path: 'emails[type eq "work"]', value: null },
      are: [home, second],
    },
    {
      why: 'a type can be changed',
      operation: { op: 'replace', path: 'emails[type eq "work"].type', value: 'other' },
      are: [{ ...work, type: 'other' }, home, second],
    },
    {
      why: 'a value in another letter case is stored as sent',
      operation: { op: 'replace', path: 'emails[type eq "work"]', value: { TYPE: 'Work', value: 'x' } },
      are: [{ type: 'Work', value: 'x' }, home, second],
    },
  ])('$why', ({ operation, are }) => {
    expect(emailsAfter(operation)).toEqual(are);
  });

  it('a remove without a filter removes a sub-attribute of each element', () => {
    const operation = { op: 'remove', path: 'emails.display' };
    expect(emailsAfter(operation)).toEqual([work, home, { type: 'home', value: 'b@home' }]);
  });

  it('a whole element must be an object', () => {
    for (const value of ['x', 5, true, ['x']]) {
      const refusal = refusalOf(() => emailsAfter({ op: 'replace', path: 'emails[type eq "work"]', value }));
      expect(refusal).toMatchObject({ code: 'invalidValue', path: 'emails[type eq "work"]' });
    }
  });
});

describe('an attribute with one mapped element', () => {
  const user = deepFreeze({
    userName: 'ada',
    emails: [{ type: 'work', value: 'a@work' }],
    roles: [{ primary: true, value: 'Editor' }],
  });
  const after = (operation: Operation): JsonObject => patch(narrowUser.type, user, [operation]).resource;

  it.each<{ why: string; operation: Operation; is: JsonObject }>([
    {
      why: 'adding another element adds nothing',
      operation: { op: 'add', path: 'emails', value: [{ type: 'home', value: 'a@home' }] },
      is: user,
    },
    {
      why: 'replacing the list stores only its mapped element',
      operation: {
        op: 'replace',
        path: 'emails',
        value: [
          { type: 'home', value: 'a@home' },
          { type: 'work', value: 'n@work' },
        ],
      },
      is: { ...user, emails: [{ type: 'work', value: 'n@work' }] },
    },
    {
      why: 'an added role is the primary one, and the only one',
      operation: { op: 'add', path: 'roles', value: [{ value: 'Viewer' }] },
      is: { ...user, roles: [{ primary: true, value: 'Viewer' }] },
    },
    {
      why: 'the same role again changes nothing',
      operation: { op: 'add', path: 'roles', value: [{ value: 'Editor' }] },
      is: user,
    },
    {
      why: 'its label is part of the profile',
      operation: { op: 'add', path: 'roles[primary eq "True"].display', value: 'The editor' },
      is: { ...user, roles: [{ primary: true, value: 'Editor', display: 'The editor' }] },
    },
    {
      why: 'the mapped element is also found by its value',
      operation: { op: 'replace', path: 'roles[value eq "editor"].value', value: 'Viewer' },
      is: { ...user, roles: [{ primary: true, value: 'Viewer' }] },
    },
    {
      why: 'a path without a filter is about the mapped element',
      operation: { op: 'replace', path: 'emails.value', value: 'n@work' },
      is: { ...user, emails: [{ type: 'work', value: 'n@work' }] },
    },
  ])('$why', ({ operation, is }) => {
    expect(after(operation)).toEqual(is);
  });
});
