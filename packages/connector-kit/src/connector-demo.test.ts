import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { attribute, defineConnector, supportIssuedToken, type ConnectorDefinition } from './index.ts';

const ROLE = 'roles[primary eq "True"].value';
const settings = z.strictObject({
  seats: z.number(),
  roles: z.array(z.string()).default(['Owner', 'Guest']),
});

const definition = {
  id: 'flow',
  displayName: 'Contoso Flow',
  tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list',
  settings,
  users: [
    attribute('userName', 'string', { required: true, filterable: true }),
    attribute('active', 'boolean'),
    attribute(ROLE, 'string', { from: 'SingleAppRoleAssignment([appRoleAssignments])' }),
  ],
  singleRole: { path: ROLE, allowed: (tenant) => tenant.roles },
  token: supportIssuedToken({ instructions: 'Write to Flow support.', overlapDays: 7 }),
} as const satisfies ConnectorDefinition<typeof settings>;

type Demo = NonNullable<ConnectorDefinition<typeof settings>['demo']>;
const planOf = (demo: Demo) => defineConnector({ ...definition, demo }).demo;

describe('the demo of a connector', () => {
  it('has the roles that its settings allow, default settings included', () => {
    expect(planOf({ settings: { seats: 5 } })).toEqual({
      settings: { seats: 5 },
      role: { path: ROLE, names: ['Owner', 'Guest'] },
      people: undefined,
    });
    expect(planOf({ settings: { seats: 5, roles: ['Root'] } }).role?.names).toEqual(['Root']);
  });

  it('has the allowed roles that it names', () => {
    expect(planOf({ settings: { seats: 5 }, roles: ['Guest'] }).role?.names).toEqual(['Guest']);
  });

  it('may be left out although the settings have required values', () => {
    expect(defineConnector(definition).demo).toEqual({ settings: {}, role: undefined, people: undefined });
  });

  it('has no role if the settings allow any name', () => {
    const { singleRole: _, ...anyRole } = definition;
    expect(defineConnector({ ...anyRole, demo: { settings: { seats: 1 } } }).demo.role).toBeUndefined();
  });

  it.each<[string, Demo, string]>([
    // TypeScript refuses these settings; JavaScript does not.
    ['invalid settings', { settings: { seats: 'five' } as never }, 'flow: demo.settings: These settings'],
    ['a role that is not allowed', { settings: { seats: 5 }, roles: ['Root'] }, 'do not allow Root'],
    ['an empty list of roles', { settings: { seats: 5 }, roles: [] }, 'flow: demo.roles is empty'],
    ['an empty list of people', { people: [] }, 'flow: demo.people is empty'],
    [
      'a value without a row',
      { people: [{ userName: 'ada' }, { nickName: 'Ada' }] },
      'flow: demo.people[1]: users has no row with the path nickName',
    ],
  ])('refuses %s', (_, demo, message) => {
    expect(() => planOf(demo)).toThrow(message);
  });

  it('refuses roles without singleRole', () => {
    const { singleRole: _, ...anyRole } = definition;
    const wrong = { ...anyRole, demo: { settings: { seats: 1 }, roles: ['Owner'] } };
    expect(() => defineConnector(wrong)).toThrow('flow: demo.roles needs singleRole');
  });
});
