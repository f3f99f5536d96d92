import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { wholeUser } from '../profile/profiles.fixture.ts';
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
const enterprise = (parts: JsonObject): JsonObject => ({
  [ENTERPRISE_USER]: { ...before[ENTERPRISE_USER], ...parts },
});

interface Case {
  readonly why: string;
  readonly operations: readonly Operation[];
  readonly is: JsonObject;
}

describe('add (RFC 7644 §3.5.2.1)', () => {
  it.each<Case>([
    {
      why: 'creates an absent attribute',
      operations: [{ op: 'add', path: 'nickName', value: 'A' }],
      is: { ...before, nickName: 'A' },
    },
    {
      why: 'replaces a single value',
      operations: [{ op: 'add', path: 'title', value: 'Dr' }],
      is: { ...before, title: 'Dr' },
    },
    {
      why: 'merges into a complex value',
      operations: [{ op: 'add', path: 'name', value: { givenName: 'B' } }],
      is: { ...before, name: { givenName: 'B', familyName: 'Byron' } },
    },
    {
      why: 'creates the complex attribute of a sub-attribute',
      operations: [
        { op: 'remove', path: 'name' },
        { op: 'add', path: 'name.givenName', value: 'B' },
      ],
      is: { ...before, name: { givenName: 'B' } },
    },
    {
      why: 'appends to a list',
      operations: [{ op: 'add', path: 'emails', value: [{ value: 'x' }] }],
      is: { ...before, emails: [work, home, { value: 'x' }] },
    },
    {
      why: 'appends one object',
      operations: [{ op: 'add', path: 'emails', value: { value: 'x' } }],
      is: { ...before, emails: [work, home, { value: 'x' }] },
    },
    {
      why: 'appends only new elements',
      operations: [{ op: 'add', path: 'emails', value: [home, { value: 'x' }] }],
      is: { ...before, emails: [work, home, { value: 'x' }] },
    },
    {
      why: 'starts a list',
      operations: [{ op: 'add', path: 'ims', value: [{ value: 'x' }] }],
      is: { ...before, ims: [{ value: 'x' }] },
    },
    {
      why: 'null adds nothing to a list',
      operations: [{ op: 'add', path: 'ims', value: null }],
      is: before,
    },
    {
      why: 'without a path merges a resource',
      operations: [
        { op: 'add', value: { nickName: 'A', emails: [{ value: 'x' }], name: { middleName: 'M' } } },
      ],
      is: {
        ...before,
        nickName: 'A',
        emails: [work, home, { value: 'x' }],
        name: { ...before.name, middleName: 'M' },
      },
    },
    {
      why: 'under a URN creates the container',
      operations: [
        { op: 'remove', path: ENTERPRISE_USER },
        { op: 'add', path: `${ENTERPRISE_USER}:department`, value: 'X' },
      ],
      is: { ...without(before, ENTERPRISE_USER), [ENTERPRISE_USER]: { department: 'X' } },
    },
    {
      why: 'under a URN keeps its neighbours',
      operations: [{ op: 'add', path: `${ENTERPRISE_USER}:division`, value: 'X' }],
      is: { ...before, ...enterprise({ division: 'X' }) },
    },
  ])('$why', ({ operations, is }) => {
    expect(patched(...operations)).toEqual(is);
  });
});

describe('replace (RFC 7644 §3.5.2.3)', () => {
  it.each<Case>([
    {
      why: 'sets a single value',
      operations: [{ op: 'replace', path: 'title', value: 'Dr' }],
      is: { ...before, title: 'Dr' },
    },
    {
      why: 'creates an absent attribute, like add',
      operations: [{ op: 'replace', path: 'nickName', value: 'A' }],
      is: { ...before, nickName: 'A' },
    },
    {
      why: 'changes only the named sub-attributes of a complex value',
      operations: [{ op: 'replace', path: 'name', value: { givenName: 'B' } }],
      is: { ...before, name: { givenName: 'B', familyName: 'Byron' } },
    },
    {
      why: 'also in any letter case',
      operations: [{ op: 'replace', path: 'name', value: { GIVENNAME: 'B' } }],
      is: { ...before, name: { givenName: 'B', familyName: 'Byron' } },
    },
    {
      why: 'an empty sub-attribute unassigns only itself',
      operations: [{ op: 'replace', path: 'name', value: { givenName: '' } }],
      is: { ...before, name: { familyName: 'Byron' } },
    },
    {
      why: 'so does null',
      operations: [{ op: 'replace', path: 'name', value: { givenName: null } }],
      is: { ...before, name: { familyName: 'Byron' } },
    },
    {
      why: 'an unknown sub-attribute changes nothing',
      operations: [{ op: 'replace', path: 'name', value: { foo: 'x' } }],
      is: before,
    },
    { why: 'nor does an empty object', operations: [{ op: 'replace', path: 'name', value: {} }], is: before },
    {
      why: 'unassigning every sub-attribute unassigns the attribute',
      operations: [{ op: 'replace', path: 'name', value: { givenName: '', familyName: '' } }],
      is: without(before, 'name'),
    },
    {
      why: 'sets one sub-attribute',
      operations: [{ op: 'replace', path: 'name.givenName', value: 'B' }],
      is: { ...before, name: { givenName: 'B', familyName: 'Byron' } },
    },
    {
      why: 'swaps a list',
      operations: [{ op: 'replace', path: 'emails', value: [{ value: 'x' }] }],
      is: { ...before, emails: [{ value: 'x' }] },
    },
    {
      why: 'null unassigns (7644-3.5.2.3-05)',
      operations: [{ op: 'replace', path: 'title', value: null }],
      is: without(before, 'title'),
    },
    {
      why: '"" unassigns (AMB-61)',
      operations: [{ op: 'replace', path: 'title', value: '' }],
      is: without(before, 'title'),
    },
    {
      why: '[] unassigns',
      operations: [{ op: 'replace', path: 'emails', value: [] }],
      is: without(before, 'emails'),
    },
    {
      why: 'without a path changes only the named attributes',
      operations: [{ op: 'replace', value: { emails: [home], title: 'Dr' } }],
      is: { ...before, emails: [home], title: 'Dr' },
    },
    {
      why: 'sets a sub-attribute of every element',
      operations: [{ op: 'replace', path: 'emails.display', value: 'A' }],
      is: {
        ...before,
        emails: [
          { ...work, display: 'A' },
          { ...home, display: 'A' },
        ],
      },
    },
  ])('$why', ({ operations, is }) => {
    expect(patched(...operations)).toEqual(is);
  });
});
