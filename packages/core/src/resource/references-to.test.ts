import { expect, it } from 'vitest';
import { defineProfile } from '../profile/mapping-profile.ts';
import { attribute } from '../profile/mapping-row.ts';
import { group, userDefinition, wholeUser } from '../profile/profiles.fixture.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import { referencesTo } from './references-to.ts';

const MANAGER = `${ENTERPRISE_USER}:manager`;

const withManager = (options: object) =>
  defineProfile(userDefinition([attribute('userName', 'string'), attribute(MANAGER, 'reference', options)]))
    .type;

it.each([
  { what: 'users refer to users by their manager', type: wholeUser.type, to: 'User', are: [MANAGER] },
  { what: 'a row of the manager is enough', type: withManager({}), to: 'User', are: [MANAGER] },
  { what: 'what is required stays', type: withManager({ required: true }), to: 'User', are: [] },
  { what: 'the groups of users are none', type: wholeUser.type, to: 'Group', are: [] },
  { what: 'members are none', type: group.type, to: 'User', are: [] },
])('$what', ({ type, to, are }) => {
  expect(referencesTo(type, to).map(({ path }) => path)).toEqual(are);
});
