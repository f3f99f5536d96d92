import { describe, expect, it } from 'vitest';
import { bound } from '../filter/filters.fixture.ts';
import { defineProfile } from '../profile/mapping-profile.ts';
import { attribute } from '../profile/mapping-row.ts';
import { group, narrowUser, userDefinition, wholeUser } from '../profile/profiles.fixture.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { findLookup, lookupPaths, type Lookup } from './lookup.ts';

const workMail = 'emails[type eq "work"].value';
const key = (path: string, key: string): Lookup => ({ kind: 'key', path, key });

describe('an index answers', () => {
  it.each<{ text: string; type?: ResourceType; lookup: Lookup; why: string }>([
    { text: 'id eq "U1"', lookup: { kind: 'id', id: 'U1' }, why: 'an id, with its case' },
    { text: 'userName eq "Ada"', lookup: key('userName', 'ada'), why: 'a name, folded' },
    { text: 'USERNAME EQ "ADA"', lookup: key('userName', 'ada'), why: 'in any letter case' },
    { text: 'externalId eq "AbC"', lookup: key('externalId', 'AbC'), why: 'externalId, with its case' },
    { text: `${workMail} eq "A@x"`, lookup: key(workMail, 'a@x'), why: 'an element, as Entra asks' },
    { text: 'emails[type eq "work" and value eq "a"]', lookup: key(workMail, 'a'), why: 'in brackets' },
    {
      text: 'emails[value eq "a" and type eq "WORK"]',
      lookup: key(workMail, 'a'),
      why: 'the other way round',
    },
    {
      text: `${ENTERPRISE_USER}:manager eq "M1"`,
      type: wholeUser.type,
      lookup: key(`${ENTERPRISE_USER}:manager`, 'M1'),
      why: 'a manager, with the case of the id',
    },
    {
      text: 'manager.value eq "M1"',
      type: wholeUser.type,
      lookup: key(`${ENTERPRISE_USER}:manager`, 'M1'),
      why: 'a manager, with its sub-attribute',
    },
    { text: 'members eq "U1"', type: group.type, lookup: { kind: 'member', member: 'U1' }, why: 'a member' },
    {
      text: 'members.value eq "U1"',
      type: group.type,
      lookup: { kind: 'member', member: 'U1' },
      why: 'a member, with its sub-attribute',
    },
    {
      text: 'displayName eq "G"',
      type: group.type,
      lookup: key('displayName', 'g'),
      why: 'the name of a group',
    },
  ])('$text: $why', ({ text, type = narrowUser.type, lookup }) => {
    expect(findLookup(bound(text, type), type)).toEqual(lookup);
  });
});

describe('no index answers', () => {
  it.each<{ text: string; type?: ResourceType; why: string }>([
    { text: 'userName sw "a"', why: 'another operator' },
    { text: 'userName ne "a"', why: 'another operator' },
    { text: 'id sw "a"', why: 'another operator on id' },
    { text: 'userName pr', why: 'presence' },
    { text: 'userName eq null', why: 'null' },
    { text: 'id eq null', why: 'null' },
    { text: 'displayName eq "a"', why: 'an attribute that is not filterable' },
    { text: 'active eq true', why: 'an attribute that is not filterable' },
    { text: 'emails.value eq "a"', why: 'the value of any element' },
    { text: 'emails[type eq "home" and value eq "a"]', why: 'an element of another type' },
    { text: 'emails[type eq "work" and display eq "a"]', why: 'another sub-attribute of the element' },
    { text: 'emails[type ne "work" and value eq "a"]', why: 'another operator on the type' },
    { text: 'emails[type eq "work" and value co "a"]', why: 'another operator on the value' },
    { text: 'emails[type eq "work" or value eq "a"]', why: 'or' },
    { text: 'emails[type eq "work"]', why: 'only the type' },
    { text: 'emails[value eq "a"]', why: 'only the value' },
    { text: 'emails[type eq "work" and value eq null]', why: 'null' },
    { text: 'emails[type eq null and value eq "a"]', why: 'null' },
    {
      text: 'emails[type eq "work" and (value eq "a" and primary eq true)]',
      why: 'more than two comparisons',
    },
    { text: 'roles[primary eq true and value eq "E"]', why: 'an element that is not filterable' },
    {
      text: 'userName eq "a" and active eq true',
      why: 'two comparisons, because each gets a look-up of its own',
    },
    { text: 'not (userName eq "a")', why: 'a negation' },
    { text: 'members ne "1"', type: group.type, why: 'another operator' },
    { text: 'members pr', type: group.type, why: 'presence' },
    { text: 'members.type eq "User"', type: group.type, why: 'another sub-attribute of a member' },
    { text: 'members[value eq "1"]', type: group.type, why: 'a member in brackets' },
    { text: 'meta.version eq "x"', why: 'an attribute that is not in the resource' },
  ])('$text: $why', ({ text, type = narrowUser.type }) => {
    expect(findLookup(bound(text, type), type)).toBeUndefined();
  });
});

it('an index of one attribute does not answer for an element of the same type in another attribute', () => {
  const { type } = defineProfile(
    userDefinition([
      attribute('emails[type eq "work"].value', 'string', { filterable: true }),
      attribute('phoneNumbers[type eq "work"].value', 'string'),
    ]),
  );
  expect(findLookup(bound('phoneNumbers[type eq "work"].value eq "x"', type), type)).toBeUndefined();
});

describe('the paths that an index answers', () => {
  it.each<{ title: string; type: ResourceType; paths: string[] }>([
    { title: 'users', type: narrowUser.type, paths: ['id', 'userName', workMail, 'externalId'] },
    { title: 'groups', type: group.type, paths: ['id', 'displayName', 'externalId', 'members'] },
    {
      title: 'whole users',
      type: wholeUser.type,
      paths: ['id', 'userName', `${ENTERPRISE_USER}:manager`, 'externalId'],
    },
  ])('of $title', ({ type, paths }) => {
    expect(lookupPaths(type)).toEqual(paths);
  });

  it.each(lookupPaths(narrowUser.type))('and an index answers %s', (path) => {
    expect(findLookup(bound(`${path} eq "x"`, narrowUser.type), narrowUser.type)).toBeDefined();
  });
});
