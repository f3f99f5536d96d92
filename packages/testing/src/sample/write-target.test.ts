import { describe, expect, it } from 'vitest';
import { harbour } from '../connector/connectors.fixture.ts';
import { findTarget } from './find-target.ts';
import { sampleValue, writeTarget } from './write-target.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const MAIL = 'emails[type eq "work"].value';
const ROLE = 'roles[primary eq "True"].value';

const targetOf = (path: string) => {
  const target = findTarget(harbour.users, path);
  if (target === undefined) throw new Error(`no target for ${path}`);
  return target;
};

describe('writeTarget', () => {
  it.each([
    { what: 'an attribute', path: 'title', before: {}, value: 'Pilot', after: { title: 'Pilot' } },
    { what: 'no attribute', path: 'title', before: { title: 'Pilot' }, value: null, after: {} },
    {
      what: 'a part',
      path: 'name.givenName',
      before: {},
      value: 'Ada',
      after: { name: { givenName: 'Ada' } },
    },
    {
      what: 'no part',
      path: 'name.givenName',
      before: { name: { givenName: 'Ada' } },
      value: null,
      after: {},
    },
    {
      what: 'an element',
      path: MAIL,
      before: {},
      value: 'a@x',
      after: { emails: [{ type: 'work', value: 'a@x' }] },
    },
    {
      what: 'an element named by a string',
      path: ROLE,
      before: { roles: [{ primary: 'True', value: 'Pilot' }] },
      value: 'Cook',
      after: { roles: [{ primary: 'True', value: 'Cook' }] },
    },
    {
      what: 'no element beside another',
      path: MAIL,
      before: {
        emails: [
          { type: 'home', value: 'h@x' },
          { type: 'work', primary: true, value: 'a@x' },
        ],
      },
      value: null,
      after: { emails: [{ type: 'home', value: 'h@x' }] },
    },
    {
      what: 'an enterprise attribute',
      path: `${ENTERPRISE}:department`,
      before: { [ENTERPRISE]: { organization: 'Norrvik' } },
      value: 'Quay 4',
      after: { [ENTERPRISE]: { organization: 'Norrvik', department: 'Quay 4' } },
    },
    {
      what: 'no enterprise attribute',
      path: `${ENTERPRISE}:department`,
      before: { [ENTERPRISE]: { department: 'Quay 4' } },
      value: null,
      after: {},
    },
  ])('writes $what', ({ path, before, value, after }) => {
    expect(writeTarget(before, targetOf(path), value)).toEqual(after);
  });
});

describe('sampleValue', () => {
  it.each([
    { path: 'userName', expected: 'ada' },
    { path: 'name.givenName', expected: 'Ada' },
    { path: ROLE, expected: 'Pilot' },
    { path: MAIL, expected: undefined },
  ])('reads $path', ({ path, expected }) => {
    const sample = {
      userName: 'ada',
      name: { givenName: 'Ada' },
      roles: [{ primary: 'True', value: 'Pilot' }],
    };
    expect(sampleValue(sample, targetOf(path))).toBe(expected);
  });
});
