import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import type { Json, JsonObject } from '../json.ts';
import { defineProfile } from '../profile/mapping-profile.ts';
import { attribute } from '../profile/mapping-row.ts';
import { narrowUser, userDefinition, wholeUser } from '../profile/profiles.fixture.ts';
import { outcomeOf } from '../fuzz/outcome-of.fixture.ts';
import { refusalOf } from '../refusal.fixture.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { deepFreeze, patch } from './patch.fixture.ts';

const before = deepFreeze({ userName: 'ada' });
const set = (op: string, path: string, value: Json, type: ResourceType, resource: JsonObject = before) =>
  patch(type, resource, [{ op, path, value }]).resource;

describe('an element that a row or the schema names is created by add and replace', () => {
  it.each<{ path: string; value: Json; is: JsonObject; why: string; type?: ResourceType }>([
    {
      path: 'emails[type eq "work"].value',
      value: 'a',
      is: { emails: [{ type: 'work', value: 'a' }] },
      why: 'a canonical type',
    },
    {
      path: 'emails[type eq "Work"].value',
      value: 'a',
      is: { emails: [{ type: 'Work', value: 'a' }] },
      why: 'in any letter case, as sent',
    },
    {
      path: 'EMAILS[TYPE EQ "work"].VALUE',
      value: 'a',
      is: { emails: [{ type: 'work', value: 'a' }] },
      why: 'names in any letter case',
    },
    {
      path: 'phoneNumbers[type eq "fax"].value',
      value: '5',
      is: { phoneNumbers: [{ type: 'fax', value: '5' }] },
      why: 'another attribute',
    },
    {
      path: 'addresses[type eq "work"].locality',
      value: 'B',
      is: { addresses: [{ type: 'work', locality: 'B' }] },
      why: 'a sub-attribute other than value',
    },
    {
      path: 'emails[type eq "work"].display',
      value: 'A',
      is: { emails: [{ type: 'work', display: 'A' }] },
      why: 'a label with a value',
    },
    {
      path: 'roles[primary eq "True"].value',
      value: 'E',
      is: { roles: [{ primary: true, value: 'E' }] },
      why: 'the primary element',
    },
    {
      path: 'roles[type eq "windowsazureactivedirectoryrole"].value',
      value: 'E',
      is: { roles: [{ type: 'windowsazureactivedirectoryrole', value: 'E' }] },
      why: 'in another letter case than in the schema',
    },
    {
      path: 'emails[primary eq true].value',
      value: 'a',
      is: { emails: [{ primary: true, value: 'a' }] },
      why: 'of any attribute',
    },
    {
      path: 'emails[type eq "work" and primary eq true].value',
      value: 'a',
      is: { emails: [{ type: 'work', primary: true, value: 'a' }] },
      why: 'eq terms joined by and (AMB-26)',
    },
    {
      path: 'emails[type eq "work" and display eq "D"].value',
      value: 'a',
      is: { emails: [{ type: 'work', display: 'D', value: 'a' }] },
      why: 'with every value of the eq terms',
    },
    {
      path: 'emails[type eq "work"]',
      value: { value: 'a' },
      is: { emails: [{ type: 'work', value: 'a' }] },
      why: 'a whole element',
    },
    {
      path: 'emails[type eq "work"]',
      value: { type: 'Work', value: 'a' },
      is: { emails: [{ type: 'Work', value: 'a' }] },
      why: 'a whole element that repeats its type',
    },
    {
      path: 'emails[type eq "work"].value',
      value: 'a',
      is: { emails: [{ type: 'work', value: 'a' }] },
      why: 'an element that a row names',
      type: narrowUser.type,
    },
    {
      path: 'roles[primary eq "True"].value',
      value: 'E',
      is: { roles: [{ primary: true, value: 'E' }] },
      why: 'the single role',
      type: narrowUser.type,
    },
  ])('$path: $why', ({ path, value, is, type = wholeUser.type }) => {
    for (const op of ['Add', 'Replace', 'add', 'replace']) {
      expect(set(op, path, value, type)).toEqual({ ...before, ...is });
    }
  });

  it('beside the existing elements', () => {
    const emails = [{ type: 'home', value: 'h', primary: true }];
    expect(set('replace', 'emails[type eq "work"].value', 'w', wholeUser.type, { emails })).toEqual({
      emails: [...emails, { type: 'work', value: 'w' }],
    });
  });

  it('and takes primary from the others if it is primary', () => {
    const emails = [{ type: 'home', value: 'h', primary: true }];
    expect(
      set('add', 'emails[type eq "work" and primary eq true].value', 'w', wholeUser.type, { emails }),
    ).toEqual({
      emails: [
        { type: 'home', value: 'h', primary: false },
        { type: 'work', primary: true, value: 'w' },
      ],
    });
  });

  it('once: a second operation finds it', () => {
    const operations = [
      { op: 'replace', path: 'addresses[type eq "work"].locality', value: 'Bergen' },
      { op: 'replace', path: 'addresses[type eq "work"].country', value: 'NO' },
      { op: 'add', path: 'addresses[type eq "WORK"].locality', value: 'Oslo' },
    ];
    expect(patch(wholeUser.type, before, operations).resource).toEqual({
      ...before,
      addresses: [{ type: 'work', locality: 'Oslo', country: 'NO' }],
    });
  });

  it('but not with labels only', () => {
    expect(set('replace', 'emails[type eq "work"].primary', true, wholeUser.type)).toBe(before);
  });

  it('with a type that a row names, although the schema does not', () => {
    const { type } = defineProfile(
      userDefinition([attribute('emails[type eq "untyped"].value', 'string', { from: 'mail' })]),
    );
    expect(set('replace', 'emails[type eq "untyped"].value', 'a', type)).toEqual({
      ...before,
      emails: [{ type: 'untyped', value: 'a' }],
    });
  });

  it('for any element that a row names', () => {
    const { type } = defineProfile(
      userDefinition([
        attribute('phoneNumbers[type eq "work"].value', 'string'),
        attribute('phoneNumbers[type eq "mobile"].value', 'string'),
        attribute('phoneNumbers[primary eq "True"].display', 'string', { from: 'x' }),
      ]),
    );
    expect(set('add', 'phoneNumbers[type eq "mobile"].value', '5', type)).toEqual({
      ...before,
      phoneNumbers: [{ type: 'mobile', value: '5' }],
    });
    expect(set('add', 'phoneNumbers[type eq "fax"].value', '5', type)).toBe(before);
  });

  it('from operands that are parsed like any value', () => {
    const path = 'x509Certificates[primary eq "True" and value eq "?"].type';
    const refusal = refusalOf(() => set('replace', path, 'a', wholeUser.type));
    expect(refusal.code).toBe('invalidValue');
    expect(refusal.message).toContain('must be base64');
  });
});

describe('any other filter without a match is noTarget', () => {
  it.each<{ path: string; why: string; resource?: JsonObject; type?: ResourceType }>([
    { path: 'emails[type eq "yacht"].value', why: 'a type that neither a row nor the schema names' },
    { path: 'emails[value eq "a@x"].value', why: 'neither a type nor primary' },
    { path: 'emails[primary eq false].value', why: 'primary is false' },
    { path: 'emails[type ne "work"].value', why: 'another operator' },
    { path: 'emails[type sw "work"].value', why: 'another operator' },
    { path: 'emails[type pr].value', why: 'presence' },
    { path: 'emails[type eq null].value', why: 'null' },
    { path: 'emails[not (type eq "work")].value', why: 'a negation' },
    { path: 'emails[type eq "work" or type eq "home"].value', why: 'or does not choose an element' },
    { path: 'emails[type eq "work" and value pr].value', why: 'and with an operator other than eq' },
    { path: 'emails[type eq "work" and type eq "home"].value', why: 'a contradiction' },
    {
      path: 'emails[type eq "work" and primary eq true and type eq "home"].value',
      why: 'a contradiction among other terms',
    },
    { path: 'emails.value', why: 'a sub-attribute of elements, without any element' },
    {
      path: 'emails[type eq "work" and value eq "old"].value',
      resource: { emails: [{ type: 'work', value: 'new' }] },
      why: 'a second element of a type (AMB-55)',
    },
    {
      path: 'roles[type eq "x"].value',
      type: narrowUser.type,
      why: 'a role that is not marked as primary',
    },
  ])('$path: $why', ({ path, resource = before, type = wholeUser.type }) => {
    for (const op of ['add', 'replace']) {
      const refusal = refusalOf(() => set(op, path, 'x', type, resource));
      expect(refusal).toMatchObject({ code: 'noTarget', path });
      expect(refusal.message).toContain('matches no value');
    }
  });

  it('also for a whole element', () => {
    const refusal = refusalOf(() =>
      set('replace', 'emails[type eq "yacht"]', { value: 'a' }, wholeUser.type),
    );
    expect(refusal.code).toBe('noTarget');
  });

  it.each([
    { path: 'emails[type eq "work"].value', is: [{ type: 'work', value: '' }], why: 'an ordinary string' },
    { path: 'emails[type eq "work"]', is: 'invalidValue', why: 'not an element' },
  ])('with the empty string off, "" is $why', ({ path, is }) => {
    const context = openParseContext({ off: ['empty-value-clears'] });
    const outcome = outcomeOf(() => patch(wholeUser.type, {}, [{ op: 'replace', path, value: '' }], context));
    expect(outcome.kind === 'value' ? outcome.value.resource['emails'] : outcome.refusal.code).toEqual(is);
  });

  it('as is every filter if the departure is off, by the RFC', () => {
    const context = openParseContext({ off: ['create-on-absent'] });
    const operation = { op: 'replace', path: 'emails[type eq "work"].value', value: 'a' };
    expect(refusalOf(() => patch(wholeUser.type, before, [operation], context)).code).toBe('noTarget');
  });
});

describe('before an element is created', () => {
  it.each([
    'emails[type eq "work"].value',
    'emails[type eq "yacht"].value',
    'emails[value pr]',
    'emails.value',
  ])('"", null or a remove without a match succeeds and changes nothing: %s', (path) => {
    expect(set('replace', path, '', wholeUser.type)).toBe(before);
    expect(set('add', path, null, wholeUser.type)).toBe(before);
    expect(patch(wholeUser.type, before, [{ op: 'remove', path }]).resource).toBe(before);
  });

  it('an unmapped element is ignored and recorded, neither created nor noTarget', () => {
    for (const path of [
      'emails[type eq "home"].value',
      'emails[type eq "yacht"].value',
      'roles[primary eq false].value',
    ]) {
      const context = openParseContext();
      const operation = { op: 'replace', path, value: 'x' };
      expect(patch(narrowUser.type, before, [operation], context).resource).toBe(before);
      expect([...context.ignored]).toEqual([path]);
      expect([...context.departures]).not.toContain('create-on-absent');
    }
  });

  it('an invalid value is invalidValue, with or without a match', () => {
    const refusal = refusalOf(() => set('replace', 'emails[type eq "work"].value', 5, wholeUser.type));
    expect(refusal.code).toBe('invalidValue');
  });
});
