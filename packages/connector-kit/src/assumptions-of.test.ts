import { expect, it } from 'vitest';
import {
  attribute,
  defineConnector,
  personalToken,
  supportIssuedToken,
  adminEnabledToken,
  tabIssuedToken,
} from './index.ts';

const ROLE = 'roles[primary eq "True"].value';
const matched = { assumed: 'Entra matches by it, so it is required.' };

const flow = {
  id: 'flow',
  displayName: 'Contoso Flow',
  tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list',
  users: [
    attribute('userName', 'string', { required: true, filterable: true, ...matched }),
    attribute('active', 'boolean'),
    attribute(ROLE, 'string', { from: 'SingleAppRoleAssignment([appRoleAssignments])' }),
  ],
  groups: [attribute('displayName', 'string', { required: true, filterable: true, ...matched })],
  singleRole: { path: ROLE, assumed: 'A user has one role.' },
  token: supportIssuedToken({ instructions: 'Write to Flow support.' }),
  assumptions: ['There is nothing else.'],
};

it('a connector lists the assumptions of its rows, its role, its token flow and its own, each once', () => {
  expect(defineConnector(flow).assumptions).toEqual([
    'Entra matches by it, so it is required.',
    'A user has one role.',
    'The token is shown once, by a link that works for 3 days.',
    'After a token is replaced, the old one works for 7 more days.',
    'There is nothing else.',
  ]);
});

it.each([
  [
    'support with both options',
    supportIssuedToken({ instructions: 'Write to us.', overlapDays: 7, linkHours: 72 }),
    [],
  ],
  [
    'enabling',
    adminEnabledToken({ where: 'Admin', enables: 'Provisioning', overlapDays: 1 }),
    ['Switching Provisioning off and on again keeps the token.'],
  ],
  [
    'a tab',
    tabIssuedToken({ where: 'Admin', enables: 'Provisioning', overlapDays: 1 }),
    ['The tab shows the token once.'],
  ],
  [
    'personal tokens',
    personalToken({ where: 'Profile', scope: 'Scim', maxTokens: 3 }),
    ['A token works until it is revoked.'],
  ],
])('the kit assumes nothing about an option that is set: %s', (_, token, assumptions) => {
  expect(token.assumptions).toEqual(assumptions);
});

it('an empty assumption is refused, with its place', () => {
  const users = [...flow.users, attribute('title', 'string', { assumed: ' ' })];
  expect(() => defineConnector({ ...flow, users })).toThrow(
    'flow: users[3]: it has no assumed: write one, or leave it out',
  );
});
