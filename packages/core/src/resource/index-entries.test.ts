import { describe, expect, it } from 'vitest';
import { bound } from '../filter/filters.fixture.ts';
import type { JsonObject } from '../json.ts';
import { defineProfile } from '../profile/mapping-profile.ts';
import { attribute } from '../profile/mapping-row.ts';
import { group, narrowUser, userDefinition, wholeUser } from '../profile/profiles.fixture.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { indexEntries, type IndexEntry } from './index-entries.ts';
import { findLookup } from './lookup.ts';

const from = { from: 'extensionAttribute1', filterable: true };
const { type: various } = defineProfile(
  userDefinition([
    attribute('userName', 'string'),
    attribute('emails', 'complex', from),
    attribute('addresses', 'complex', from),
    attribute('name', 'complex', from),
    attribute('active', 'boolean', from),
    attribute('roles[primary eq "True"].value', 'string', from),
  ]),
);
const workMail = 'emails[type eq "work"].value';

describe('the index entries of a resource are', () => {
  it.each<{ why: string; type: ResourceType; resource: JsonObject; entries: IndexEntry[] }>([
    { why: 'none if it has no values', type: narrowUser.type, resource: {}, entries: [] },
    {
      why: 'its folded name, which is unique',
      type: narrowUser.type,
      resource: { userName: 'ÅDA@x' },
      entries: [{ path: 'userName', key: 'åda@x', unique: true }],
    },
    {
      why: 'externalId, not folded (7643-3.1-04) and not unique (AMB-30)',
      type: narrowUser.type,
      resource: { externalId: 'AbC' },
      entries: [{ path: 'externalId', key: 'AbC', unique: false }],
    },
    {
      why: 'only the mapped element',
      type: narrowUser.type,
      resource: {
        emails: [
          { type: 'home', value: 'h' },
          { type: 'Work', value: 'W' },
        ],
      },
      entries: [{ path: workMail, key: 'w', unique: false }],
    },
    {
      why: 'each key once',
      type: narrowUser.type,
      resource: {
        emails: [
          { type: 'work', value: 'a' },
          { type: 'work', value: 'A' },
          { type: 'work', value: 'b' },
        ],
      },
      entries: [
        { path: workMail, key: 'a', unique: false },
        { path: workMail, key: 'b', unique: false },
      ],
    },
    {
      why: 'only filterable attributes',
      type: narrowUser.type,
      resource: { displayName: 'Ada', active: true, roles: [{ primary: true, value: 'E' }] },
      entries: [],
    },
    {
      why: 'the id of its manager, with its case',
      type: wholeUser.type,
      resource: { [ENTERPRISE_USER]: { manager: { value: 'M1', $ref: 'x' } } },
      entries: [{ path: `${ENTERPRISE_USER}:manager`, key: 'M1', unique: false }],
    },
    {
      why: 'the name of a group, which is unique (AMB-44)',
      type: group.type,
      resource: { displayName: 'Dock Planners' },
      entries: [{ path: 'displayName', key: 'dock planners', unique: true }],
    },
    {
      why: 'every value of an attribute that is filterable as a whole',
      type: various,
      resource: { emails: [{ value: 'A' }, { value: 'b', type: 'home' }, { display: 'x' }] },
      entries: [
        { path: 'emails', key: 'a', unique: false },
        { path: 'emails', key: 'b', unique: false },
      ],
    },
    {
      why: 'none for a complex attribute without a value',
      type: various,
      resource: { name: { givenName: 'Ada' }, addresses: [{ country: 'NO' }] },
      entries: [],
    },
    {
      why: 'a boolean, and the primary element',
      type: various,
      resource: { active: false, roles: [{ value: 'V' }, { value: 'E', primary: true }] },
      entries: [
        { path: 'active', key: 'false', unique: false },
        { path: 'roles[primary eq "True"].value', key: 'e', unique: false },
      ],
    },
  ])('$why', ({ type, resource, entries }) => {
    expect(indexEntries(resource, type)).toEqual(entries);
  });
});

describe('the key of a resource in an index is the key that a filter looks up', () => {
  it.each<{ text: string; resource: JsonObject; type?: ResourceType }>([
    { text: 'userName eq "ＡDA@X"', resource: { userName: 'ada@x' } },
    { text: 'externalId eq "AbC"', resource: { externalId: 'AbC' } },
    { text: `${workMail} eq "A@X"`, resource: { emails: [{ type: 'WORK', value: 'a@x' }] } },
    {
      text: 'manager eq "M"',
      resource: { [ENTERPRISE_USER]: { manager: { value: 'M' } } },
      type: wholeUser.type,
    },
    { text: 'emails eq "X"', resource: { emails: [{ value: 'x' }] }, type: various },
    { text: 'emails.value eq "X"', resource: { emails: [{ value: 'x' }] }, type: various },
    { text: 'active eq "True"', resource: { active: true }, type: various },
  ])('$text finds $resource', ({ text, resource, type = narrowUser.type }) => {
    const lookup = findLookup(bound(text, type), type);
    const [entry] = indexEntries(resource, type);
    expect(lookup).toEqual({ kind: 'key', path: entry?.path, key: entry?.key });
  });
});
