import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { wholeUser } from '../profile/profiles.fixture.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import {
  ada as before,
  adaAtHome as home,
  adaAtWork as work,
  patch,
  without,
  type Operation,
} from './patch.fixture.ts';

const patched = (...operations: Operation[]): JsonObject =>
  patch(wholeUser.type, before, operations).resource;

interface Case {
  readonly why: string;
  readonly operations: readonly Operation[];
  readonly is: JsonObject;
}

describe('operations together', () => {
  it('are applied in order, each to the result of the one before (7644-3.5.2-04)', () => {
    expect(
      patched(
        { op: 'add', path: 'title', value: 'a' },
        { op: 'replace', path: 'title', value: 'b' },
        { op: 'remove', path: 'title' },
      ),
    ).toEqual(without(before, 'title'));
  });

  it('change nothing if one of them fails (7644-3.5.2-05)', () => {
    const snapshot = JSON.stringify(before);
    const failing = () =>
      patched({ op: 'replace', path: 'title', value: 'x' }, { op: 'replace', path: 'active', value: 5 });
    expect(refusalOf(failing)).toMatchObject({ code: 'invalidValue', path: 'active' });
    expect(JSON.stringify(before)).toBe(snapshot);
  });

  it.each<{ why: string; operations: Operation[] }>([
    { why: 'none', operations: [] },
    { why: 'the same value', operations: [{ op: 'replace', path: 'title', value: 'Planner' }] },
    {
      why: 'the same value in a map',
      operations: [{ op: 'replace', value: { title: 'Planner', active: 'True' } }],
    },
    {
      why: 'the same complex value',
      operations: [{ op: 'replace', path: 'name', value: { familyName: 'Byron', givenName: 'Ada' } }],
    },
    {
      why: 'the same part of an element',
      operations: [{ op: 'replace', path: 'emails[type eq "work"].value', value: 'a@work' }],
    },
    { why: 'the same list', operations: [{ op: 'replace', path: 'emails', value: [work, home] }] },
    { why: 'an existing element', operations: [{ op: 'add', path: 'emails', value: [home] }] },
    {
      why: 'a change and its reversal',
      operations: [
        { op: 'add', path: 'title', value: 'x' },
        { op: 'add', path: 'title', value: 'Planner' },
      ],
    },
    {
      why: 'a removal of an absent attribute',
      operations: [
        { op: 'remove', path: 'nickName' },
        { op: 'replace', path: 'nickName', value: '' },
      ],
    },
  ])('that change nothing return the same object: $why (7644-3.5.2.1-05)', ({ operations }) => {
    expect(patched(...operations)).toBe(before);
  });
});

describe('values must have the right type (7644-3.5.2-11)', () => {
  it.each<{ operation: Operation; path: string }>([
    { operation: { op: 'replace', path: 'active', value: 5 }, path: 'active' },
    { operation: { op: 'replace', path: 'emails', value: 7 }, path: 'emails' },
    { operation: { op: 'add', path: 'emails', value: 7 }, path: 'emails' },
    { operation: { op: 'replace', path: 'name', value: 'Ada' }, path: 'name' },
    { operation: { op: 'replace', path: 'title', value: { a: 1 } }, path: 'title' },
    {
      operation: { op: 'replace', path: 'emails[type eq "work"].value', value: 5 },
      path: 'emails[type eq "work"].value',
    },
    {
      operation: { op: 'replace', path: 'emails[type eq "work"]', value: 'x' },
      path: 'emails[type eq "work"]',
    },
    { operation: { op: 'add', value: { name: { givenName: 5 } } }, path: 'name.givenName' },
    { operation: { op: 'replace', path: 'title', value: 'a\0' }, path: 'title' },
    {
      operation: {
        op: 'replace',
        path: 'emails',
        value: [
          { value: 'a', primary: true },
          { value: 'b', primary: true },
        ],
      },
      path: 'emails',
    },
  ])('$operation is invalidValue at $path', ({ operation, path }) => {
    expect(refusalOf(() => patched(operation))).toMatchObject({ code: 'invalidValue', path });
  });
});

describe('one element is primary, the one that was set last (7644-3.5.2-13)', () => {
  const [workNow, homeNow] = [
    { ...work, primary: false },
    { ...home, primary: true },
  ];

  it.each<Case>([
    {
      why: 'by its sub-attribute',
      operations: [{ op: 'replace', path: 'emails[type eq "home"].primary', value: true }],
      is: { ...before, emails: [workNow, homeNow] },
    },
    {
      why: 'by adding an element',
      operations: [{ op: 'add', path: 'emails', value: [{ value: 'x', primary: true }] }],
      is: { ...before, emails: [workNow, home, { value: 'x', primary: true }] },
    },
    {
      why: 'by adding it among other elements',
      operations: [{ op: 'add', path: 'emails', value: [{ value: 'x', primary: true }, { value: 'y' }] }],
      is: { ...before, emails: [workNow, home, { value: 'x', primary: true }, { value: 'y' }] },
    },
    {
      why: 'by replacing an element',
      operations: [{ op: 'replace', path: 'emails[type eq "home"]', value: homeNow }],
      is: { ...before, emails: [workNow, homeNow] },
    },
    {
      why: 'the last of two that are added (AMB-18)',
      operations: [
        {
          op: 'add',
          path: 'emails',
          value: [
            { value: 'x', primary: true },
            { value: 'y', primary: 'True' },
          ],
        },
      ],
      is: {
        ...before,
        emails: [workNow, home, { value: 'x', primary: false }, { value: 'y', primary: true }],
      },
    },
    {
      why: 'the last of all elements that are set at once',
      operations: [{ op: 'replace', path: 'emails.primary', value: true }],
      is: { ...before, emails: [workNow, homeNow] },
    },
    {
      why: 'no element if primary is set to false',
      operations: [{ op: 'replace', path: 'emails[primary eq true].primary', value: false }],
      is: { ...before, emails: [workNow, home] },
    },
  ])('$why', ({ operations, is }) => {
    expect(patched(...operations)).toEqual(is);
  });
});

describe('a manager', () => {
  it.each<{ why: string; operation: Operation; manager: JsonObject | undefined }>([
    {
      why: 'another id removes the old $ref',
      operation: { op: 'replace', path: 'manager', value: { value: 'm2' } },
      manager: { value: 'm2' },
    },
    {
      why: 'also under the path of the sub-attribute',
      operation: { op: 'replace', path: `${ENTERPRISE_USER}:manager.value`, value: 'm2' },
      manager: { value: 'm2' },
    },
    {
      why: 'but not a $ref that comes with the id, in any order',
      operation: { op: 'replace', path: 'manager', value: { $ref: '../Users/m2', value: 'm2' } },
      manager: { value: 'm2', $ref: '../Users/m2' },
    },
    {
      why: 'the same id keeps the $ref',
      operation: { op: 'replace', path: 'manager', value: { value: 'm1' } },
      manager: { value: 'm1', $ref: '../Users/m1' },
    },
    {
      why: 'an empty id means no manager (AMB-41)',
      operation: { op: 'replace', path: 'manager', value: { value: '' } },
      manager: undefined,
    },
    {
      why: 'so does a removed id',
      operation: { op: 'remove', path: `${ENTERPRISE_USER}:manager.value` },
      manager: undefined,
    },
  ])('$why', ({ operation, manager }) => {
    const { [ENTERPRISE_USER]: after } = patched(operation);
    expect(after).toEqual({ department: 'Ops', ...(manager && { manager }) });
  });
});
