import { attribute, defineConnector, supportIssuedToken } from '@scimwright/connector-kit';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { missingOthers } from './missing-others.ts';

const ROLE = 'roles[primary eq "True"].value';

const guild = defineConnector({
  id: 'guild',
  displayName: 'Norrvik Guild',
  tutorial: 'https://norrvik.example/guild',
  settings: z.strictObject({ roles: z.array(z.string()) }),
  users: [
    attribute('userName', 'string', { required: true, filterable: true }),
    attribute('active', 'boolean'),
    attribute('title', 'string'),
    attribute(ROLE, 'string', { from: 'SingleAppRoleAssignment([appRoleAssignments])' }),
  ],
  singleRole: { path: ROLE, allowed: ({ roles }) => roles },
  refuse: ({ user }) =>
    String(user['userName']).endsWith('@norrvik.example') ? undefined : 'Guild takes norrvik.example alone.',
  token: supportIssuedToken({ instructions: 'Write to the guild.', overlapDays: 3 }),
});
const settings = { roles: ['Smith', 'Mason'] };
const user = (role: string) => ({
  userName: 'ada@norrvik.example',
  title: 'Dr',
  roles: [{ primary: 'True', value: role }],
});
const samples = (other: Record<string, string>, role = 'Smith') => ({ user: user(role), group: {}, other });

it('asks for a second value where a policy refuses a made-up one, with the reason', () => {
  expect(missingOthers(guild, samples({}), settings)).toEqual([
    { path: 'userName', why: 'Guild takes norrvik.example alone.' },
    { path: ROLE, why: expect.stringContaining('It has Smith, Mason') },
  ]);
});

it('asks for no value that the facts have', () => {
  const other = { [ROLE]: 'Mason', userName: 'leila@norrvik.example' };
  expect(missingOthers(guild, samples(other), settings)).toEqual([]);
});

it('asks for nothing while the sample itself is refused', () => {
  expect(missingOthers(guild, samples({}, 'Baker'), settings)).toEqual([]);
});
