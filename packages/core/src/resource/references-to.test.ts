import { expect, it } from 'vitest';
import { defineProfile } from '../profile/mapping-profile.ts';
import { attribute } from '../profile/mapping-row.ts';
import { group, userDefinition, wholeUser } from '../profile/profiles.fixture.ts';
import { complex, reference, string } from '../schema/attribute.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import { referencesTo } from './references-to.ts';

const MANAGER = `${ENTERPRISE_USER}:manager`;

const withManager = (options: object) =>
  defineProfile(userDefinition([attribute('userName', 'string'), attribute(MANAGER, 'reference', options)]))
    .type;

const DOCK = 'urn:example:scim:schemas:extension:dock:2.0:User';

/** Users of a product who refer to one another by an attribute of its own. */
const withBerth = (mutability: 'immutable' | 'readWrite') => {
  const berth = complex('berth', '', [
    string('value', '', { mutability, caseExact: true }),
    reference('$ref', '', { referenceTypes: ['User'] }),
  ]);
  const dock = { id: DOCK, name: 'Dock', description: '', attributes: [berth] };
  const rows = [attribute(`${DOCK}:berth`, 'reference', { unmapped: true })];
  return defineProfile({ ...userDefinition(rows), extensions: [dock] }).type;
};

it.each([
  { what: 'users refer to users by their manager', type: wholeUser.type, to: 'User', are: [MANAGER] },
  { what: 'a row of the manager is enough', type: withManager({}), to: 'User', are: [MANAGER] },
  { what: 'not a required reference', type: withManager({ required: true }), to: 'User', are: [] },
  { what: 'not an immutable reference', type: withBerth('immutable'), to: 'User', are: [] },
  { what: 'what a vendor declares is one', type: withBerth('readWrite'), to: 'User', are: [`${DOCK}:berth`] },
  { what: 'not the groups of users', type: wholeUser.type, to: 'Group', are: [] },
  { what: 'not members', type: group.type, to: 'User', are: [] },
])('$what', ({ type, to, are }) => {
  expect(referencesTo(type, to).map(({ path }) => path)).toEqual(are);
});
