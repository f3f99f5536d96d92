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

/** Users of a product with a reference in its own extension. */
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
  { what: 'the manager is a reference to a user', type: wholeUser.type, to: 'User', are: [MANAGER] },
  { what: 'the manager is, also in a narrow profile', type: withManager({}), to: 'User', are: [MANAGER] },
  { what: 'a required reference does not count', type: withManager({ required: true }), to: 'User', are: [] },
  { what: 'an immutable reference does not count', type: withBerth('immutable'), to: 'User', are: [] },
  {
    what: 'a reference of a vendor’s extension counts',
    type: withBerth('readWrite'),
    to: 'User',
    are: [`${DOCK}:berth`],
  },
  { what: 'the groups of users do not count', type: wholeUser.type, to: 'Group', are: [] },
  { what: 'members do not count', type: group.type, to: 'User', are: [] },
])('$what', ({ type, to, are }) => {
  expect(referencesTo(type, to).map(({ path }) => path)).toEqual(are);
});
