import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { wholeUser } from '../profile/profiles.fixture.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import { ada as before, adaAtWork as work, patch, without, type Operation } from './patch.fixture.ts';

const patched = (...operations: Operation[]): JsonObject =>
  patch(wholeUser.type, before, operations).resource;

interface Case {
  readonly why: string;
  readonly operations: readonly Operation[];
  readonly is: JsonObject;
}

describe('remove (RFC 7644 §3.5.2.2)', () => {
  const withoutEmails = without(before, 'emails');

  it.each<Case>([
    { why: 'a single value', operations: [{ op: 'remove', path: 'title' }], is: without(before, 'title') },
    { why: 'a list', operations: [{ op: 'remove', path: 'emails' }], is: withoutEmails },
    {
      why: 'a part',
      operations: [{ op: 'remove', path: 'name.givenName' }],
      is: { ...before, name: { familyName: 'Byron' } },
    },
    {
      why: 'the last sub-attribute, and with it the attribute',
      operations: [
        { op: 'remove', path: 'name.givenName' },
        { op: 'remove', path: 'name.familyName' },
      ],
      is: without(before, 'name'),
    },
    {
      why: 'the last attribute of an extension, and with it the container',
      operations: [
        { op: 'remove', path: `${ENTERPRISE_USER}:department` },
        { op: 'remove', path: `${ENTERPRISE_USER}:manager` },
      ],
      is: without(before, ENTERPRISE_USER),
    },
    {
      why: 'a single value, whatever the value of the operation is',
      operations: [{ op: 'remove', path: 'title', value: 'other' }],
      is: without(before, 'title'),
    },
    {
      why: 'an absent value (AMB-27)',
      operations: [
        { op: 'remove', path: 'nickName' },
        { op: 'remove', path: 'ims' },
        { op: 'remove', path: 'name.middleName' },
      ],
      is: before,
    },
    {
      why: 'elements by a value list (AMB-39)',
      operations: [{ op: 'remove', path: 'emails', value: [{ value: 'a@home' }] }],
      is: { ...before, emails: [work] },
    },
    {
      why: 'by a list of strings',
      operations: [{ op: 'remove', path: 'emails', value: ['a@home'] }],
      is: { ...before, emails: [work] },
    },
    {
      why: 'by one object',
      operations: [{ op: 'remove', path: 'emails', value: { value: 'a@home' } }],
      is: { ...before, emails: [work] },
    },
    {
      why: 'by value, whatever else the item has',
      operations: [{ op: 'remove', path: 'emails', value: [{ $ref: null, type: 'work', value: 'a@home' }] }],
      is: { ...before, emails: [work] },
    },
    {
      why: 'by type if the item has nothing else',
      operations: [{ op: 'remove', path: 'emails', value: [{ type: 'home' }] }],
      is: { ...before, emails: [work] },
    },
    {
      why: 'no element if one sub-attribute differs',
      operations: [{ op: 'remove', path: 'emails', value: [{ type: 'home', display: 'X' }] }],
      is: before,
    },
    {
      why: 'all listed elements',
      operations: [{ op: 'remove', path: 'emails', value: [{ value: 'a@home' }, { value: 'a@work' }] }],
      is: withoutEmails,
    },
    {
      why: 'no element by an unknown value',
      operations: [{ op: 'remove', path: 'emails', value: [{ value: 'x' }] }],
      is: before,
    },
    {
      why: 'no element by an empty list',
      operations: [{ op: 'remove', path: 'emails', value: [] }],
      is: before,
    },
  ])('$why', ({ operations, is }) => {
    expect(patched(...operations)).toEqual(is);
  });

  it('without a path is noTarget', () => {
    expect(refusalOf(() => patched({ op: 'remove' })).code).toBe('noTarget');
  });

  it('of elements without a value removes only those that the list describes', () => {
    const addresses = [
      { type: 'work', country: 'NO' },
      { type: 'home', country: 'SE' },
    ];
    const after = patch(wholeUser.type, { addresses }, [
      { op: 'remove', path: 'addresses', value: [{ type: 'home' }] },
    ]);
    expect(after.resource).toEqual({ addresses: addresses.slice(0, 1) });
  });
});
